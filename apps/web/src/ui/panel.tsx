import { createSignal, createUniqueId, type JSX, onCleanup, splitProps } from 'solid-js'
import { keepBelow } from './keep-below.ts'

type PanelOptions = {
  /** Whether it opens at its button, wherever that is, and not where its class says. */
  isAtButton?: () => boolean
  onOpen?: (panel: HTMLElement) => void
}

/** What opens at the press of a button, by the browser's own means: it closes it on Esc and on a press elsewhere, and gives the focus back. */
export function createPanel({ isAtButton = () => false, onOpen }: PanelOptions = {}) {
  const id = createUniqueId()
  const [isOpen, setOpen] = createSignal(false)
  let panel: HTMLElement | undefined
  let button: HTMLElement | undefined
  let stop = () => {}
  onCleanup(() => stop())
  return {
    /** For `popovertarget`. */
    id,
    isOpen,
    setButton: (element: HTMLElement) => {
      button = element
    },
    setPanel: (element: HTMLElement) => {
      panel = element
    },
    onToggle: ({ newState }: ToggleEvent) => {
      stop()
      stop = () => {}
      setOpen(newState === 'open')
      if (!isOpen() || !panel) return
      if (isAtButton() && button) stop = keepBelow(panel, button)
      onOpen?.(panel)
    },
    close: () => panel?.hidePopover(),
  }
}

type PanelProps = JSX.HTMLAttributes<HTMLDivElement> & {
  of: ReturnType<typeof createPanel>
  role: 'menu' | 'dialog'
  label: string
}

/** The panel itself; `class` says where it opens, how wide it is, and its room. */
export function Panel(props: PanelProps) {
  const [own, rest] = splitProps(props, ['of', 'label', 'class'])
  return (
    <div
      {...rest}
      ref={(element) => own.of.setPanel(element)}
      id={own.of.id}
      popover="auto"
      aria-label={own.label}
      onToggle={(event) => own.of.onToggle(event)}
      class={`fixed inset-auto m-0 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-raised text-ink shadow-lg ${own.class ?? ''}`}
    />
  )
}
