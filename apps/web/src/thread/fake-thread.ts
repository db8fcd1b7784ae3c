const order = ['a', 'b', 'c', 'd']

const rowOf = (id: string) => {
  const at = order.indexOf(id)
  const parent = at > 0 ? { id: order[at - 1] } : null
  const place = { id, parent, thread: { id: 't' }, refinement: null, createdAt: `2026-11-27T00:00:0${at}Z` }
  return {
    ...place,
    model: 'm',
    status: 'QUEUED',
    cursor: 'e1',
    text: '',
    currentText: null,
    thinking: '',
    attempts: [],
  }
}

/**
 * For tests: a server with one thread, of which the generations a, b, c and d, each after the one before, come one by one.
 *
 * @param there - those that are there
 */
export function fakeThread(there: string[]) {
  const page = (last: unknown) => ({
    edges: there.slice(-Number(last)).map((id) => ({ cursor: `at ${id}`, node: rowOf(id) })),
    pageInfo: { hasPreviousPage: false },
  })
  return {
    there,
    rowOf,
    request: ({ id, last }: Record<string, unknown>) =>
      last === undefined
        ? { generation: rowOf(String(id)) }
        : { thread: { title: 'A thread', isShareable: true, generations: page(last) } },
  }
}
