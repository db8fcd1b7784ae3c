import { createEffect, untrack } from 'solid-js'
import type { Thread } from './create-thread.ts'
import type { createStickToBottom } from './stick-to-bottom.ts'

type Stick = ReturnType<typeof createStickToBottom>

/** Once the generations of a thread are there: shows the end of one that goes on, and leaves one at rest to `atRest`. */
export function createOpening(thread: Thread, stick: Stick, atRest?: () => void) {
  let isOpened = false
  createEffect(() => {
    if (isOpened || thread.entries().length === 0) return
    isOpened = true
    if (untrack(thread.isActive)) stick.toBottom()
    else if (atRest) untrack(atRest)
  })
}
