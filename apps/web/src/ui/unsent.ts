import { readStored, writeStored } from './storage.ts'

/** So many texts are kept; then the one that was written at the longest ago goes. */
const most = 20
const key = 'sluice.unsent'

/** Something that was begun and not sent, by what it is about. */
type Unsent = { about: string; value: unknown }

const isUnsent = (value: unknown): value is Unsent =>
  typeof value === 'object' && value !== null && 'about' in value && 'value' in value

function readAll(): readonly Unsent[] {
  try {
    const all: unknown = JSON.parse(readStored(key) ?? '[]')
    return Array.isArray(all) ? all.filter(isUnsent) : []
  } catch {
    return []
  }
}

/** What was begun about something and not sent; null for nothing. It outlives the tab, and may be of another version. */
export const readUnsent = (about: string): unknown => readAll().find((one) => one.about === about)?.value ?? null

/** Keeps what is being written, in place of what was before; null when it was sent, or given up. */
export function keepUnsent(about: string, value: unknown): void {
  const all = readAll()
  const others = all.filter((one) => one.about !== about)
  if (value === null && others.length === all.length) return
  const next = value === null ? others : [...others, { about, value }].slice(-most)
  writeStored(key, next.length === 0 ? null : JSON.stringify(next))
}
