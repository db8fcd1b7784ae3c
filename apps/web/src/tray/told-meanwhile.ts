/** Keeps what is told while a list is on its way, for it may be newer than the list; and nothing else. */
export function makeToldMeanwhile<Row>() {
  const onTheirWay = new Set<Row[]>()
  return {
    tell(row: Row) {
      for (const told of onTheirWay) told.push(row)
    },
    /** A list is asked for: `told` grows until `end`. */
    begin() {
      const told: Row[] = []
      onTheirWay.add(told)
      return { told: told as readonly Row[], end: () => void onTheirWay.delete(told) }
    },
  }
}
