import { onCleanup, onMount } from 'solid-js'
import { tinykeys } from 'tinykeys'
import { readStored } from '../ui/storage.ts'
import { createStoredSignal } from '../ui/stored-signal.ts'

/** Where a key acts, and its heading in the sheet. */
export type ShortcutPlace = 'everywhere' | 'prompt' | 'tray' | 'row'

type Shortcut = {
  place: ShortcutPlace
  /** Any of these does it, written as tinykeys writes them; `$mod` is Ctrl, or ⌘ on Apple's. */
  keys: readonly string[]
  /** Bound where it acts, by the element that has the focus; listed all the same. */
  isNative?: true
}

/** Every key that the page knows. The sheet lists this table, and nothing else may bind keys of the whole page. */
export const shortcuts = {
  palette: { place: 'everywhere', keys: ['$mod+k'] },
  prompt: { place: 'everywhere', keys: ['/', 'n'] },
  sheet: { place: 'everywhere', keys: ['?'] },
  start: { place: 'prompt', keys: ['$mod+Enter'], isNative: true },
  leavePrompt: { place: 'prompt', keys: ['Escape'], isNative: true },
  next: { place: 'tray', keys: ['j'] },
  previous: { place: 'tray', keys: ['k'] },
  open: { place: 'row', keys: ['Enter'], isNative: true },
  openInPane: { place: 'row', keys: ['o'], isNative: true },
  archive: { place: 'row', keys: ['e'], isNative: true },
  moveUp: { place: 'row', keys: ['Alt+ArrowUp'], isNative: true },
  moveDown: { place: 'row', keys: ['Alt+ArrowDown'], isNative: true },
} as const satisfies Record<string, Shortcut>

export type ShortcutId = keyof typeof shortcuts

/** Those that somebody must bind with {@link createShortcuts}. */
type BoundId = { [Id in ShortcutId]: (typeof shortcuts)[Id] extends { isNative: true } ? never : Id }[ShortcutId]

const isSingle = (key: string) => !key.includes('+')

/** Letters belong to whoever types, and to a dialog or menu that is open. */
const isTaken = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement &&
  target.matches(
    'input, textarea, select, [contenteditable], dialog[open], dialog[open] *, [popover] *, [role="menu"] *',
  )

const singleKeys = { key: 'sluice.single-keys', initial: true }

/** Whether keys act without Ctrl or ⌘. Some people speak to their computer, and then every word would be one. */
export const createSingleKeys = () =>
  createStoredSignal({ ...singleKeys, isValid: (value): value is boolean => typeof value === 'boolean' })

/** Whether they act now; asked at each press, since they may be turned off in another tab. */
export const areSingleKeysOn = () => readStored(singleKeys.key) !== 'false'

/**
 * Binds keys of the table for as long as their owner lives, and `isEnabled` says so; else they are the browser's. Single ones
 * do not act while somebody types.
 */
export function createShortcuts(deeds: Partial<Record<BoundId, () => void>>, isEnabled: () => boolean) {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const [id, act] of Object.entries(deeds)) {
    for (const key of shortcuts[id as BoundId].keys) {
      const onKey = (event: KeyboardEvent) => {
        if (!isEnabled()) return
        if (isSingle(key) && (isTaken(event) || !areSingleKeysOn())) return
        event.preventDefault()
        act()
      }
      // Some layouts need Shift for it, and tinykeys asks for exactly the modifiers that are named.
      bindings[/^\W$/.test(key) ? `[Shift]+${key}` : key] = onKey
    }
  }
  onMount(() => onCleanup(tinykeys(window, bindings, { ignore: () => false })))
}
