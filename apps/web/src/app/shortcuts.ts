import { onCleanup, onMount } from 'solid-js'
import { tinykeys } from 'tinykeys'

/** What the sheet lists. */
export const shortcutList = [
  { keys: ['/', 'n'], does: 'Write a prompt' },
  { keys: ['Ctrl Enter', '⌘ Enter'], does: 'Start' },
  { keys: ['Esc'], does: 'Leave the prompt' },
  { keys: ['j', 'k'], does: 'Next, previous in the tray' },
  { keys: ['Enter'], does: 'Open' },
  { keys: ['e'], does: 'Archive, in the tray' },
  { keys: ['o'], does: 'Open in a pane, from the tray' },
  { keys: ['Alt ↑', 'Alt ↓'], does: 'Move in line' },
  { keys: ['?'], does: 'This sheet' },
] as const

const isTyping = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')

function focusPrompt() {
  document.querySelector<HTMLElement>('[data-composer-prompt]')?.focus()
}

/** Moves the focus along the tray; the browser then does the rest, Enter included. */
function moveInTray(step: number) {
  const links = [...document.querySelectorAll<HTMLElement>('[data-tray-link]')]
  const index = links.findIndex((link) => link === document.activeElement)
  const next = index === -1 ? (step > 0 ? 0 : links.length - 1) : index + step
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus()
}

/** Keys for the whole page; none of them acts while somebody types. */
export function createShortcuts(onSheet: () => void) {
  const unlessTyping = (act: () => void) => (event: KeyboardEvent) => {
    if (isTyping(event)) return
    event.preventDefault()
    act()
  }
  onMount(() => {
    const stop = tinykeys(window, {
      '/': unlessTyping(focusPrompt),
      n: unlessTyping(focusPrompt),
      j: unlessTyping(() => moveInTray(1)),
      k: unlessTyping(() => moveInTray(-1)),
      '?': unlessTyping(onSheet),
      'Shift+?': unlessTyping(onSheet),
    })
    onCleanup(stop)
  })
}
