import { vi } from 'vitest'

/** For tests: a browser's storage, in memory. */
export function stubStorage(kept: Map<string, string> = new Map()) {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  })
  return kept
}
