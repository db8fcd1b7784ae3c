import { onMount, Show, untrack } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { HandedOver } from '../ui/handed-over.tsx'
import { Refused } from '../ui/refused.tsx'
import { createSharing } from './create-sharing.ts'
import { ShareForm } from './share-form.tsx'
import { ShareList } from './share-list.tsx'

/** Makes and ends links to a thread. Open for as long as it is there. */
export function ShareDialog(props: { threadId: string; onClose: () => void }) {
  const sharing = createSharing(untrack(() => props.threadId))
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <Dialog title="Share this thread" ref={(element) => (dialog = element)} onClose={props.onClose}>
      <p class="-mt-2 text-[0.9rem] text-soft">
        Whoever opens the link watches the thread live, and can change nothing. What is added to it later is shown too.
      </p>
      <ShareForm sharing={sharing} />
      <Show when={sharing.link()} keyed>
        {(link) => (
          <div>
            <HandedOver
              title="Your link"
              advice="Copy it now: it is not shown again."
              value={link}
              onDone={sharing.hideLink}
            />
          </div>
        )}
      </Show>
      <Refused refusal={sharing.refusal()} />
      <ShareList sharing={sharing} />
      <Button class="self-stretch" onClick={() => dialog?.close()}>
        Close
      </Button>
    </Dialog>
  )
}
