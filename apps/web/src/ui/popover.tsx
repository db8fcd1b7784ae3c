import { type JSX, Show } from 'solid-js'
import { Button } from './button.tsx'
import { createPanel, Panel } from './panel.tsx'

type PopoverProps = {
  /** The words of its button. */
  label: string
  icon?: JSX.Element
  /** Made when it opens, and gone when it closes. Gets how to close it. */
  children: (close: () => void) => JSX.Element
}

/** A button with a panel below it that takes the focus. */
export function Popover(props: PopoverProps) {
  const panel = createPanel({
    isAtButton: () => true,
    onOpen: (element) => element.querySelector<HTMLElement>('input, textarea, button')?.focus(),
  })
  return (
    <>
      <Button
        ref={(element) => panel.setButton(element)}
        look="quiet"
        size="small"
        aria-haspopup="dialog"
        aria-expanded={panel.isOpen()}
        popovertarget={panel.id}
      >
        {props.icon}
        {props.label}
      </Button>
      <Panel of={panel} role="dialog" label={props.label} class="w-96 overflow-visible p-3.5">
        <Show when={panel.isOpen()}>{props.children(panel.close)}</Show>
      </Panel>
    </>
  )
}
