import { hasEnded } from '@sluice/client'
import { createEffect, untrack } from 'solid-js'
import type { Branch } from './create-branch.ts'
import type { Thread } from './create-thread.ts'
import type { StickToBottom } from './stick-to-bottom.ts'

/** Once the generations of a thread are there: shows the end of one that goes on, and leaves one at rest to `atRest`. */
export function createOpening(
  thread: Thread,
  branch: Branch,
  { stick, atRest }: { stick: StickToBottom; atRest?: () => void },
) {
  let isOpened = false
  createEffect(() => {
    const shown = branch.shown().map(({ id }) => thread.entryOf(id))
    const end = shown.at(-1)
    if (isOpened || !end || shown.includes(undefined)) return
    isOpened = true
    if (!hasEnded(untrack(end.view).status)) stick.toBottom()
    else if (atRest) untrack(atRest)
  })
}
