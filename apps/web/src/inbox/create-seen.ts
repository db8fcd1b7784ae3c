import { createEffect } from 'solid-js'
import { useActivity } from '../activity/create-activity.tsx'
import { createVisibility } from '../ui/visibility.ts'
import { useInbox } from './create-inbox.tsx'
import { endedIn } from './news.ts'

/** A thread that is open is seen: when somebody looks at it, and again when something in it ends before their eyes. */
export function createSeen(threadId: string) {
  const inbox = useInbox()
  const isVisible = createVisibility()
  createEffect(() => {
    if (isVisible()) void inbox.see(threadId)
  })
  useActivity().listen((event) => {
    if (isVisible() && endedIn(event).some(({ thread }) => thread.id === threadId)) void inbox.see(threadId)
  })
}
