import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'
import { Button } from './button.tsx'
import { keepBelow } from './keep-below.ts'

type PopoverProps = {
  /** The words of its button. */
  label: string
  icon?: JSX.Element
  /** Made when it opens, and gone when it closes. Gets how to close it. */
  children: (close: () => void) => JSX.Element
}

/** A button with a panel below it; the browser closes that on Esc and on a press elsewhere, and gives the focus back. */
export function Popover(props: PopoverProps) {
  const id = createUniqueId()
  const [isOpen, setOpen] = createSignal(false)
  let panel: HTMLDivElement | undefined
  let button: HTMLButtonElement | undefined
  let stop = () => {}
  const onToggle = (event: ToggleEvent & { currentTarget: HTMLElement }) => {
    stop()
    stop = () => {}
    setOpen(event.newState === 'open')
    if (!isOpen() || !button) return
    stop = keepBelow(event.currentTarget, button)
    event.currentTarget.querySelector<HTMLElement>('input, textarea, button')?.focus()
  }
  onCleanup(() => stop())
  return (
    <>
      <Button
        ref={(element) => (button = element)}
        look="quiet"
        size="small"
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        popovertarget={id}
      >
        {props.icon}
        {props.label}
      </Button>
      <div
        ref={(element) => (panel = element)}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.label}
        onToggle={onToggle}
        class="fixed inset-auto m-0 w-96 max-w-[calc(100vw-1rem)] overflow-visible rounded-xl border border-line bg-raised p-3.5 text-ink shadow-lg"
      >
        <Show when={isOpen()}>{props.children(() => panel?.hidePopover())}</Show>
      </div>
    </>
  )
}
