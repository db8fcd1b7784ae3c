import Check from 'lucide-solid/icons/check'
import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { createPanel, Panel } from './panel.tsx'

type MenuProps = {
  /** Its button's name and tooltip. */
  label: string
  icon: JSX.Element
  /** Opens at its button, wherever that is, and not at the right edge of the bar. */
  isAtButton?: boolean
  /** How its button looks. */
  class?: string
  children: JSX.Element
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]

/** Where the focus goes in a menu of `count` for a key; null for a key that moves nothing. */
function target(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return (index + 1) % count
  if (key === 'ArrowUp') return (index - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** A button with a menu below it. */
export function Menu(props: MenuProps) {
  const panel = createPanel({
    isAtButton: () => props.isAtButton === true,
    onOpen: (menu) => itemsOf(menu)[0]?.focus(),
  })
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key === 'Tab') panel.close()
    const items = itemsOf(event.currentTarget)
    const index = items.findIndex((item) => item === document.activeElement)
    const next = target(event.key, index, items.length)
    if (next === null) return
    event.preventDefault()
    items[next]?.focus()
  }
  return (
    <>
      <button
        ref={(element) => panel.setButton(element)}
        type="button"
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={panel.isOpen()}
        popovertarget={panel.id}
        class={`inline-flex shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink ${props.class ?? 'size-9'}`}
      >
        {props.icon}
      </button>
      <Panel
        of={panel}
        role="menu"
        label={props.label}
        onKeyDown={onKeyDown}
        onClick={(event) => event.target.closest('[data-closes]') && panel.close()}
        class="top-14 right-2 max-h-[calc(100dvh-4rem)] w-64 overflow-y-auto p-1.5"
      >
        {props.children}
      </Panel>
    </>
  )
}

const itemLook =
  'flex w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left hover:bg-sunken focus-visible:bg-sunken'

/** A deed in a menu; it closes the menu. */
export function MenuItem(props: { onChoose: () => void; icon?: JSX.Element; children: JSX.Element }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} data-closes class={itemLook} onClick={() => props.onChoose()}>
      {props.icon}
      {props.children}
    </button>
  )
}

/** A way out of the page in a menu. */
export function MenuLink(props: { href: string; icon?: JSX.Element; children: JSX.Element }) {
  return (
    <a href={props.href} rel="external" role="menuitem" tabIndex={-1} data-closes class={itemLook}>
      {props.icon}
      {props.children}
    </a>
  )
}

type MenuChoiceProps<Value extends string> = {
  label: string
  options: readonly { value: Value; label: string; lang?: string }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of several, under a heading in a menu. It stays open, so that one sees what comes of it. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const id = createUniqueId()
  return (
    <div role="group" aria-labelledby={id} class="border-b border-line pb-1.5 not-first:pt-1.5">
      <p id={id} class="px-2.5 pb-0.5 text-[0.8rem] font-medium text-faint">
        {props.label}
      </p>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            role="menuitemradio"
            tabIndex={-1}
            lang={option.lang}
            aria-checked={option.value === props.value}
            class={itemLook}
            onClick={() => props.onChange(option.value)}
          >
            <span class="flex-1">{option.label}</span>
            <Show when={option.value === props.value}>
              <Check size={15} class="shrink-0 text-accent" aria-hidden="true" />
            </Show>
          </button>
        )}
      </For>
    </div>
  )
}
