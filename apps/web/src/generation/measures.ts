import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** "8 s", "2 min 05 s", "1 h 04 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

type Times = { status: GenerationStatus; createdAt: string; startedAt: string | null; endedAt: string | null }

/** How long it has waited (in line), or worked (else), in ms; `now` is for those that have not ended. */
export function elapsedMs(times: Times, now: number): number {
  const from = times.status === 'QUEUED' ? times.createdAt : (times.startedAt ?? times.createdAt)
  const until = times.endedAt === null ? now : Date.parse(times.endedAt)
  return Math.max(0, until - Date.parse(from))
}

type AgoWords = Pick<Dictionary['generation'], 'justNow' | 'minutesAgo' | 'hoursAgo'> & { day: (at: string) => string }

/** "just now", "12 min ago", "3 h ago", or the date. */
export function formatAgo(at: string, now: number, words: AgoWords): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return words.justNow
  if (minutes < 60) return words.minutesAgo(minutes)
  if (minutes < 24 * 60) return words.hoursAgo(Math.floor(minutes / 60))
  return words.day(at)
}

export const countWords = (text: string) => text.match(/\S+/g)?.length ?? 0
