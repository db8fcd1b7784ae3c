import { isSameLoad, type Row } from './measured-rows.ts'

/** Three digits that say something. */
export function short(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

/** A table of Markdown; all columns but the first are numbers. */
export function markdownTable(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const marks = heads.map((_, n) => (n === 0 ? '---' : '---:'))
  return [heads, marks, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const heads = [
  'server',
  'tokens/s',
  'added p50',
  'p95',
  'p99',
  'first token',
  'CPU/token',
  'of P1',
  'RSS',
  'a stream',
  'whole streams',
  'others',
  'harness',
]

/** A table for each load. */
export function relayTables(rows: readonly Row[]): string {
  return loadsOf(rows)
    .map((load) => {
      const own = rows.filter((row) => isSameLoad(row, load))
      const title = `**${load.generations} generations × ${load.watchers} ${load.watchers === 1 ? 'watcher' : 'watchers'} at ${load.rate} tokens/s** (${short(load.offeredPerSecond)} tokens/s in all)`
      return [
        title,
        '',
        markdownTable(
          heads,
          own.map((row) => cellsOf(row, own)),
        ),
        '',
        ...ratios(own),
      ].join('\n')
    })
    .join('\n')
}

function loadsOf(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row, n) => rows.findIndex((other) => isSameLoad(row, other)) === n)
}

function cellsOf(row: Row, own: readonly Row[]): string[] {
  const byHand = own.find(({ key }) => key === 'P1')
  const database = row.databaseCpuPerToken > 0 ? ` + ${short(row.databaseCpuPerToken)}` : ''
  return [
    `${row.key} ${row.name}`,
    short(row.tokensPerSecond),
    `${short(row.p50)} ms`,
    short(row.p95),
    short(row.p99),
    `${short(row.firstAddedP50)} ms`,
    `${short(row.cpuPerToken)}${database} µs`,
    byHand ? (row.cpuPerToken / byHand.cpuPerToken).toFixed(2) : '–',
    `${short(row.residentMb)} MB`,
    `${short(row.residentKbPerStream)} kB`,
    wholeOf(row),
    `${(row.foreignShare * 100).toFixed(0)} %`,
    `${(row.harnessShare * 100).toFixed(0)} %`,
  ]
}

/** `100/100`, with what the others were. */
export function wholeOf({ whole, streams, wrong }: Pick<Row, 'whole' | 'streams' | 'wrong'>): string {
  const late = streams - whole - wrong
  const notes = [...(late > 0 ? [`${late} too late`] : []), ...(wrong > 0 ? [`**${wrong} wrong**`] : [])]
  return `${whole}/${streams}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

/** CPU per token of each Sluice against each peer. */
function ratios(own: readonly Row[]): string[] {
  const peers = own.filter(({ key }) => !key.startsWith('S'))
  return own
    .filter(({ key }) => key.startsWith('S') && peers.length > 0)
    .flatMap(({ name, cpuPerToken }) => {
      const parts = peers.map((peer) => `${peer.key} ${(cpuPerToken / peer.cpuPerToken).toFixed(2)}`)
      return [`CPU per token of ${name} against each peer: ${parts.join(', ')}.`, '']
    })
}
