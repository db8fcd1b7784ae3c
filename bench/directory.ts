import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory for the data of a measurement. */
export interface BenchDirectory {
  readonly path: string
  /** Only when all that write in it have ended. */
  remove(): void
}

/** Makes one that goes with the benchmark, however that ends. */
export function makeDirectory(): BenchDirectory {
  const path = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const remove = () => {
    process.off('exit', remove)
    rmSync(path, { recursive: true, force: true, maxRetries: 5 }) // at an exit, a writer may be killed and not have ended yet
  }
  process.once('exit', remove)
  return { path, remove }
}
