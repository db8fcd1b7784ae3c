import Columns2 from 'lucide-solid/icons/columns-2'
import { createSignal, Show, Suspense } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { compareEn } from './compare.en.ts'

const CompareDialog = lazyPart(
  () => import('./compare-dialog.tsx').then(({ CompareDialog }) => CompareDialog),
  ({ onClose }) => onClose(),
)

type CompareButtonProps = {
  shown: Entry
  /** All alternatives, the shown one among them. */
  alternatives: readonly Entry[]
  /** One was taken: it is to be shown. */
  onTaken: (id: string) => void
}

/** Opens alternatives side by side. */
export function CompareButton(props: CompareButtonProps) {
  const words = useWords('compare', compareEn)
  const [isOpen, setOpen] = createSignal(false)
  const taken = (id: string) => {
    setOpen(false)
    props.onTaken(id)
  }
  return (
    <>
      <Button look="quiet" size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Columns2 size={14} aria-hidden="true" />
        {words().compare}
      </Button>
      <Show when={isOpen()}>
        <Suspense>
          <CompareDialog {...props} onTaken={taken} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
