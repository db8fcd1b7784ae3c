import { batch, createEffect, createMemo, createSignal } from 'solid-js'
import type { LeafMemory } from './create-leaf.ts'
import type { Thread } from './create-thread.ts'
import type { Turn } from './tree.ts'

/**
 * Which branch of a thread its viewer looks at. What others add never moves them to another: the branch only goes on.
 * Empty while it is not known which.
 */
export function createPath(thread: Pick<Thread, 'tree' | 'isTreeWhole'>, memory: LeafMemory) {
  const [leaf, setLeaf] = createSignal<string | null>(null)
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, string>>(new Map())

  const turns = createMemo<readonly Turn[]>(() => {
    const tree = thread.tree()
    const held = leaf()
    const wanted = held ?? memory.leaf()
    if (wanted === undefined) return []
    const isKnown = wanted !== null && tree.knows(wanted)
    // What is remembered may be in what has not come yet, or gone.
    if (!isKnown && wanted !== null && held === null && !thread.isTreeWhole()) return []
    const shown = isKnown ? wanted : tree.newest
    return shown === null ? [] : tree.branch(shown, chosen())
  })
  // The end of what was once shown is held, so that somebody else's alternative to it is offered and not jumped to.
  createEffect(() => {
    const end = turns().at(-1)
    if (end) setLeaf(end.id)
  })

  return {
    turns,
    /** The branch that choosing `id` leads to. */
    ahead: (id: string) => thread.tree().branch(id, chosen()),
    /** Goes over to the branch through what stands at its end. */
    choose: (branch: readonly Turn[]) => {
      const end = branch.at(-1)
      if (!end) return
      batch(() => {
        setChosen(new Map([...chosen(), ...branch.map((turn) => [turn.key, turn.id] as const)]))
        setLeaf(end.id)
      })
      memory.remember(end.id)
    },
  }
}
