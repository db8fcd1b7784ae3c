/** What outlives the tab, or only a reload of it. */
export type StorageName = 'local' | 'session'

/** Where it is forbidden, already asking for a storage throws. */
const storageOf = (name: StorageName): Storage => (name === 'local' ? localStorage : sessionStorage)

/** What is kept under a key; null for nothing, and where nothing may be kept. */
export function readStored(key: string, name: StorageName = 'local'): string | null {
  try {
    return storageOf(name).getItem(key)
  } catch {
    return null
  }
}

/** Keeps a text under a key; with null it is forgotten. Storage may be full or forbidden: the page works without. */
export function writeStored(key: string, text: string | null, name: StorageName = 'local'): void {
  try {
    if (text === null) storageOf(name).removeItem(key)
    else storageOf(name).setItem(key, text)
  } catch {
    // not kept
  }
}

/** Forgets all that is kept under keys that are meant, for the browser and for this tab. */
export function forgetStored(isMeant: (key: string) => boolean): void {
  for (const name of ['local', 'session'] as const) {
    try {
      const storage = storageOf(name)
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
      for (const key of keys) if (key !== null && isMeant(key)) storage.removeItem(key)
    } catch {
      // nothing is kept
    }
  }
}
