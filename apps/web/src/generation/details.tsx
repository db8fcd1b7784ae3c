import { createSignal, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { provenanceEn } from '../provenance/provenance.en.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import type { Entry } from './create-entry.ts'

const DetailsPanel = lazyPart(() => import('../provenance/details-panel.tsx').then(({ DetailsPanel }) => DetailsPanel))

type GenerationDetailsProps = {
  entry: Entry
  isBusy?: boolean | undefined
  /** Starts the same again; without it that is not offered. */
  onRunAgain?: (() => void) | undefined
}

/** For those who want to know exactly: folded, and loaded once it is opened. */
export function GenerationDetails(props: GenerationDetailsProps) {
  const words = useWords('provenance', provenanceEn)
  const [wasOpened, setOpened] = createSignal(false)
  return (
    <Disclosure summary={words().details} note={props.entry.row().model} onOpen={() => setOpened(true)}>
      <Show when={wasOpened()}>
        <Suspense>
          <DetailsPanel {...props} />
        </Suspense>
      </Show>
    </Disclosure>
  )
}
