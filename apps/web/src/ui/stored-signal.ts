import { type Accessor, createSignal } from 'solid-js'

/** Storage may be full, forbidden or spoilt; the page works without. */
function read(storage: Storage, key: string): unknown {
  try {
    const text = storage.getItem(key)
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
  storage?: Storage
}

/** A signal that outlives the tab (or, with `sessionStorage`, a reload). */
export function createStoredSignal<Value>(
  options: StoredSignalOptions<Value>,
): [Accessor<Value>, (value: Value) => void] {
  const storage = options.storage ?? localStorage
  const stored = read(storage, options.key)
  const [value, setValue] = createSignal(options.isValid(stored) ? stored : options.initial)
  const set = (next: Value) => {
    setValue(() => next)
    try {
      storage.setItem(options.key, JSON.stringify(next))
    } catch {
      // kept in memory
    }
  }
  return [value, set]
}
