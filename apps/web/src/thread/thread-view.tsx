import { useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { ThreadPage } from './thread-page.tsx'

/** `/t/:threadId`. Another id is another thread, with nothing left over from the one before. */
export function ThreadView() {
  const params = useParams<{ threadId: string }>()
  return (
    <Show when={params.threadId} keyed>
      {(threadId) => <ThreadPage threadId={decodeURIComponent(threadId)} />}
    </Show>
  )
}
