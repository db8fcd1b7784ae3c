import { createUniqueId, onMount, Show, untrack } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
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
      <Show when={sharing.link()}>{(link) => <NewLink link={link()} />}</Show>
      <Show when={sharing.problem()}>
        {(problem) => (
          <Notice tone="danger" role="alert">
            {problem()}
          </Notice>
        )}
      </Show>
      <ShareList sharing={sharing} />
      <Button class="self-stretch" onClick={() => dialog?.close()}>
        Close
      </Button>
    </Dialog>
  )
}

/** A link is shown while it is new: the server keeps only what tells whether one is right. */
function NewLink(props: { link: string }) {
  const id = createUniqueId()
  return (
    <div role="status" class="rounded-xl bg-accent-soft px-4 py-3">
      <div class="flex items-center justify-between gap-2">
        <label for={id} class="font-medium">
          Your link
        </label>
        <CopyButton label="Copy link" text={() => props.link} />
      </div>
      <input
        id={id}
        readonly
        class="input mt-1 font-mono text-[0.8rem]"
        value={props.link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p class="mt-1.5 text-[0.8rem] text-soft">Copy it now: it is not shown again.</p>
    </div>
  )
}
