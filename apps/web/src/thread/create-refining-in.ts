import { createEffect, createMemo } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import type { Thread } from './create-thread.ts'

/** What a thread lends to an answer that is refined in it: the generations that rewrite spans of it, live as all others. */
export function createRefiningIn(thread: Thread, entry: Entry): Refining {
  const ids = createMemo(() => thread.tree().refinementsOf(entry.id))
  createEffect(() => void thread.load(ids()).catch(() => {}))
  return {
    refinements: () => ids().flatMap((id) => thread.entryOf(id) ?? []),
    onStarted: (id) => void thread.join(id).catch(() => {}),
    model: () => entry.row().model,
  }
}
