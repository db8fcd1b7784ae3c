import { createMemo, createResource } from 'solid-js'
import type { makeLoader } from './make-loader.ts'

/** Something that is loaded when it is first wanted, and asked for again after a failure. */
export function createPart<Part>(loader: ReturnType<typeof makeLoader<Part>>) {
  const [part, { refetch }] = createResource(() => loader.loaded() ?? loader.load())
  // One failure after another changes nothing: a button to try again, and the focus on it, stay where they are.
  const hasFailed = createMemo(() => Boolean(part.error))
  return {
    /** Undefined, and waited for by a `Suspense`, until it has come. Throws when it did not. */
    loaded: part,
    /** Until it has come after all, also while it is asked for again. */
    hasFailed,
    isBusy: () => part.loading,
    /** Asks for it again, unless it is being asked for. */
    retry: () => {
      if (!part.loading) void refetch()
    },
  }
}
