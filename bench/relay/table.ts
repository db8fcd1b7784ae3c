import type { Load } from './load.ts'
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

/** What is told of a load, wherever it is told. */
type LoadFigures = Omit<Row, 'key' | 'name' | 'foreignShare' | 'harnessShare' | 'offeredPerSecond' | keyof Load>

/** The heads of what {@link loadCells} answers. */
export const loadHeads = ['tokens/s', 'added p50', 'p95', 'p99', 'first token', 'CPU/token', 'RSS', 'whole'] as const

/** A load as a server had it. */
export function loadCells(figures: LoadFigures): string[] {
  return [
    short(figures.tokensPerSecond),
    `${short(figures.p50)} ms`,
    short(figures.p95),
    short(figures.p99),
    `${short(figures.firstAddedP50)} ms`,
    cpuCell(figures),
    `${short(figures.residentMb)} MB`,
    wholeOf(figures),
  ]
}

/** CPU of a token, with the database's own beside it where there is one. */
export function cpuCell({
  cpuPerToken,
  databaseCpuPerToken,
}: Pick<Row, 'cpuPerToken' | 'databaseCpuPerToken'>): string {
  const database = databaseCpuPerToken > 0 ? ` + ${short(databaseCpuPerToken)}` : ''
  return `${short(cpuPerToken)}${database} µs`
}

/** A share in percent. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}

const heads = ['server', ...loadHeads, 'of P1', 'others', 'harness']

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
  return [
    `${row.key} ${row.name}`,
    ...loadCells(row),
    byHand ? (row.cpuPerToken / byHand.cpuPerToken).toFixed(2) : '–',
    percent(row.foreignShare),
    percent(row.harnessShare),
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
