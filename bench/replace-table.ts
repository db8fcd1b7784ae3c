import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const path = join(import.meta.dirname, '../docs/benchmarks.md')
const root = join(import.meta.dirname, '..')

/** The machine, the day and the commit of a measurement. */
function provenance(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  // Without what an earlier measurement has written.
  const status = ['status', '--porcelain', '--', '.', ':!docs/benchmarks.md']
  const isChanged = execFileSync('git', status, { cwd: root, encoding: 'utf8' }) !== ''
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  const day = new Date().toISOString().slice(0, 10)
  const processor = cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() || 'unknown processor'
  return `${availableParallelism()} × ${processor}, ${memory}, Node ${process.versions.node}, ${day}, commit ${commit}${isChanged ? ' with changes' : ''}.`
}

/** Puts a table between the marks of its name in docs/benchmarks.md, with where and when it was measured. */
export function replaceTable(name: string, table: string, note: string): void {
  const [begin, end] = [`<!-- ${name}: written by bench/${name}.ts -->`, `<!-- ${name}: end -->`]
  const text = readFileSync(path, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no place for ${name}`)
  writeFileSync(path, `${text.slice(0, from)}${begin}\n\n${table}\n\n${provenance()} ${note}\n\n${text.slice(to)}`)
}
