import { For, onMount, Show, untrack } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Refused } from '../ui/refused.tsx'
import { compareEn } from './compare.en.ts'
import { CompareColumn } from './compare-column.tsx'
import { createComparing } from './create-comparing.ts'

type CompareDialogProps = {
  shown: Entry
  alternatives: readonly Entry[]
  onTaken: (id: string) => void
  onClose: () => void
}

/** Alternatives side by side; one below the other where there is no room. Open for as long as it is there. */
export function CompareDialog(props: CompareDialogProps) {
  const words = useWords('compare', compareEn)
  const comparing = createComparing({
    shown: untrack(() => props.shown),
    alternatives: () => props.alternatives,
    onTaken: (id) => props.onTaken(id),
  })
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  const numberOf = (entry: Entry) => props.alternatives.indexOf(entry) + 1
  const nameOf = (entry: Entry) => {
    const name = `${words().answer(numberOf(entry))}, ${entry.row().model}`
    return entry.id === comparing.shown.id ? `${name} (${words().shown})` : name
  }
  return (
    <Dialog title={words().title} isWide ref={(element) => (dialog = element)} onClose={() => props.onClose()}>
      <div class="flex flex-wrap items-start gap-x-8 gap-y-3">
        <fieldset class="flex min-w-0 flex-wrap gap-x-5 gap-y-1.5">
          <legend class="sr-only">{words().which}</legend>
          <For each={comparing.all()}>
            {(entry) => (
              <Checkbox
                label={nameOf(entry)}
                checked={comparing.isChosen(entry)}
                onChange={() => comparing.toggle(entry)}
              />
            )}
          </For>
        </fieldset>
        <Checkbox
          label={words().wordDiff}
          checked={comparing.marksDifferences()}
          onChange={comparing.setMarksDifferences}
        />
      </div>
      <Refused refusal={comparing.refusal()} />
      <Show when={comparing.chosen().length > 1} fallback={<p class="text-soft">{words().tooFew}</p>}>
        <div class="grid auto-cols-fr gap-4 md:grid-flow-col">
          <For each={comparing.chosen()}>
            {(entry) => (
              <CompareColumn
                name={nameOf(entry)}
                entry={entry}
                base={comparing.chosen()[0] ?? entry}
                baseNumber={numberOf(comparing.chosen()[0] ?? entry)}
                comparing={comparing}
              />
            )}
          </For>
        </div>
      </Show>
      <Button class="self-start" onClick={() => dialog?.close()}>
        {words().close}
      </Button>
    </Dialog>
  )
}
