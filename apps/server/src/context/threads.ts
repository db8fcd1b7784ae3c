import { forkThread } from '@sluice/core/thread/fork'
import { markThread, renameThread } from '@sluice/core/thread/thread'
import type { Context } from '@sluice/schema/context'
import { makeForkStore } from '../store/fork-store.ts'
import { searchGenerations, searchThreads } from '../store/search.ts'
import { sha256 } from '../store/sha256.ts'
import { makeThreadStore } from '../store/thread-store.ts'
import type { Administering } from './administration.ts'

/** Who does something with threads, and until when. */
export interface ThreadsOptions extends Pick<Administering, 'database' | 'signedIn' | 'address'> {
  readonly signal: AbortSignal
  /** Something that people see of a generation is another now. */
  readonly onChanged: () => void
}

/** What is done with threads. Each use case looks at the viewer's right itself. */
export function threadsFor({
  database,
  signedIn: { viewer },
  address,
  signal,
  onChanged,
}: ThreadsOptions): Pick<Context, 'threads' | 'search'> {
  return {
    threads() {
      const store = makeThreadStore({ database, address, onMarked: onChanged })
      return {
        rename: (what) => renameThread(store, viewer, what),
        mark: (marks) => markThread(store, viewer, marks),
        fork: (input) => forkThread({ store: makeForkStore(database), sha256 }, viewer, input),
      }
    },
    search: () => ({
      threads: (text) => searchThreads(database, { viewer, text, signal }),
      generations: (text) => searchGenerations(database, { viewer, text, signal }),
    }),
  }
}
