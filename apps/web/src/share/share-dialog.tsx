import { onMount, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { HandedOver } from '../ui/handed-over.tsx'
import { Refused } from '../ui/refused.tsx'
import { createSharing } from './create-sharing.ts'
import { shareEn } from './share.en.ts'
import { ShareForm } from './share-form.tsx'
import { ShareList } from './share-list.tsx'

/** Makes and ends links to a thread. Open for as long as it is there. */
export function ShareDialog(props: { threadId: string; onClose: () => void }) {
  const words = useWords('share', shareEn)
  const sharing = createSharing(untrack(() => props.threadId))
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <Dialog title={words().title} ref={(element) => (dialog = element)} onClose={props.onClose}>
      <p class="-mt-2 text-[0.9rem] text-soft">{words().about}</p>
      <ShareForm sharing={sharing} />
      <Show when={sharing.link()} keyed>
        {(link) => (
          <div>
            <HandedOver
              title={words().yourLink}
              advice={words().yourLinkAdvice}
              value={link}
              onDone={sharing.hideLink}
            />
          </div>
        )}
      </Show>
      <Refused refusal={sharing.refusal()} />
      <ShareList sharing={sharing} />
      <Button class="self-stretch" onClick={() => dialog?.close()}>
        {words().close}
      </Button>
    </Dialog>
  )
}
