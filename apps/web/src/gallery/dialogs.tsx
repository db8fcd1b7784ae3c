import { type Component, createSignal, onMount, Show, Suspense } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { createPanel, Panel } from '../ui/panel.tsx'
import { Popover } from '../ui/popover.tsx'
import { SectionHeading } from '../ui/section-heading.tsx'
import { longWord, State } from './specimen.tsx'

function OpenDialog(props: { onClose: () => void }) {
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <Dialog title="A dialog" ref={(element) => (dialog = element)} onClose={props.onClose}>
      <p>Esc closes it, and so does a press beside it. {longWord}</p>
      <Button class="self-stretch" onClick={() => dialog?.close()}>
        Close
      </Button>
    </Dialog>
  )
}

/** Opened by a button. */
export function DialogSpecimen() {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <State name="press it: it opens">
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Open the dialog
      </Button>
      <Show when={isOpen()}>
        <OpenDialog onClose={() => setOpen(false)} />
      </Show>
    </State>
  )
}

/** It opens at its button. */
export function PopoverSpecimen() {
  return (
    <State name="press it: it opens at its button">
      <Popover label="Open the panel">
        {(close) => (
          <div class="flex flex-col gap-3">
            <p>Esc closes it, and so does a press beside it. {longWord}</p>
            <Button class="self-start" size="small" onClick={close}>
              Close
            </Button>
          </div>
        )}
      </Popover>
    </State>
  )
}

/** Any button may open it, and it opens where its class says. */
export function PanelSpecimen() {
  const panel = createPanel()
  return (
    <State name="press it: it opens at the upper right">
      <Button aria-haspopup="dialog" aria-expanded={panel.isOpen()} popovertarget={panel.id}>
        Open it at the edge
      </Button>
      <Panel of={panel} role="dialog" label="Panel at the edge" class="top-14 right-2 w-72 p-3.5">
        <p>Esc closes it, and so does a press beside it. {longWord}</p>
      </Panel>
    </State>
  )
}

const PartOfAnotherVersion = lazyPart(
  () => Promise.reject<Component<{ onLeave: () => void }>>(new Error('It is there no more.')),
  ({ onLeave }) => onLeave(),
)

/** What a part says that did not come. */
export function LazyPartSpecimen() {
  const [isWanted, setWanted] = createSignal(true)
  return (
    <State name="it did not come; to be closed where somebody has opened it">
      <Show when={isWanted()}>
        <Suspense>
          <PartOfAnotherVersion onLeave={() => setWanted(false)} />
        </Suspense>
      </Show>
    </State>
  )
}

/** The heading of the gallery itself: a page has one. */
export function SectionHeadingSpecimen() {
  return (
    <State name="it stands on top of this page">
      <SectionHeading title="Parts of the page">
        Each part of ui/ in every state, for those who build with them. Try them in both colours, at any width.
      </SectionHeading>
    </State>
  )
}
