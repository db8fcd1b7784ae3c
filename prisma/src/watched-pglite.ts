import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { PGliteBroken } from './open-error.ts'

/** Where the data is, and who is told when it has stopped for good. */
export interface Watched {
  /** Undefined: in memory. */
  readonly directory: string | undefined
  readonly onBroken: (error: PGliteBroken) => void
}

/**
 * A PGlite that tells when it has stopped for good. PostgreSQL's PANIC (no room for the next file of the write-ahead log) would end
 * the server; here the next statement spins for ever and never lets go of the thread. So it is told before the next one can run.
 */
export class WatchedPGlite extends PGlite {
  readonly #watched: Watched

  constructor(watched: Watched, options: PGliteOptions) {
    super(watched.directory, options)
    this.#watched = watched
  }

  override execProtocol(...args: Parameters<PGlite['execProtocol']>): ReturnType<PGlite['execProtocol']> {
    return super.execProtocol(...args).catch(this.#tell)
  }

  override execProtocolStream(
    ...args: Parameters<PGlite['execProtocolStream']>
  ): ReturnType<PGlite['execProtocolStream']> {
    return super.execProtocolStream(...args).catch(this.#tell)
  }

  readonly #tell = (error: unknown): never => {
    if (isTheEnd(error)) this.#watched.onBroken(new PGliteBroken(this.#watched.directory, error))
    throw error
  }
}

/** Whether the database itself has ended, rather than a statement. */
function isTheEnd(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('severity' in error) return error.severity === 'PANIC' || error.severity === 'FATAL'
  return error.name === 'RuntimeError' // of WebAssembly
}
