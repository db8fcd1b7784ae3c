import { type Accessor, createSignal } from 'solid-js'
import { readStored, type StorageName, writeStored } from './storage.ts'

/** What is stored may be spoilt. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

type StoredSignalOptions<Value> = {
  key: string
  initial: Value
  /** Tells whether what was stored (perhaps by another version) is a `Value`. */
  isValid: (value: unknown) => value is Value
  /** Default: local. */
  storage?: StorageName
}

/**
 * A signal that outlives the tab (or, with `session`, a reload). A value that reads as the one before changes nothing, and one
 * that reads as the initial one is not stored.
 */
export function createStoredSignal<Value>({
  key,
  initial,
  isValid,
  storage,
}: StoredSignalOptions<Value>): [Accessor<Value>, (value: Value) => void] {
  const initialText = JSON.stringify(initial)
  const stored = parsed(readStored(key, storage))
  const first = isValid(stored) ? stored : initial
  const [value, setValue] = createSignal(first)
  let shownText = JSON.stringify(first)
  const set = (next: Value) => {
    const text = JSON.stringify(next)
    if (text !== shownText) setValue(() => next)
    shownText = text
    writeStored(key, text === initialText ? null : text, storage)
  }
  return [value, set]
}
