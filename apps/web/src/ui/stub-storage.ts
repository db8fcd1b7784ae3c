import { vi } from 'vitest'
import type { StorageName } from './storage.ts'

/** For tests: a browser's storage, in memory. */
export function stubStorage(kept: Map<string, string> = new Map(), name: StorageName = 'local') {
  vi.stubGlobal(`${name}Storage`, {
    get length() {
      return kept.size
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  })
  return kept
}
