import Share2 from 'lucide-solid/icons/share-2'
import { createSignal, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { shareEn } from './share.en.ts'

const ShareDialog = lazyPart(
  () => import('./share-dialog.tsx').then(({ ShareDialog }) => ShareDialog),
  ({ onClose }) => onClose(),
)

/** Opens the links of a thread; what they look like is loaded then. */
export function ShareButton(props: { threadId: string }) {
  const words = useWords('share', shareEn)
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <Button size="small" look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Share2 size={14} aria-hidden="true" />
        {words().share}
      </Button>
      <Show when={isOpen()}>
        <Suspense>
          <ShareDialog threadId={props.threadId} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
