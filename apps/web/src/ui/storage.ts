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
