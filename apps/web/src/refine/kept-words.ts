import { keepUnsent, readUnsent } from '../ui/unsent.ts'
import type { Anchor } from './carry-span.ts'
import type { Asked } from './create-passage.ts'

/** What was being written about an answer, and about which passage of it. */
type KeptWords = { asked: Asked; words: string }

const about = (generationId: string) => `passage.${generationId}`
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isAnchor = (value: unknown): value is Anchor =>
  isObject(value) &&
  ['start', 'end', 'revision'].every((key) => Number.isInteger(value[key])) &&
  typeof value['quote'] === 'string'

/** What was being written about an answer when its page went; null for nothing. */
export function readKeptWords(generationId: string): KeptWords | null {
  const kept = readUnsent(about(generationId))
  if (!isObject(kept) || typeof kept['words'] !== 'string') return null
  const { anchor, mode, commentId, words } = kept
  if (anchor !== null && !isAnchor(anchor)) return null
  if (mode !== 'change' && mode !== 'comment') return null
  const asked = { anchor, mode, isKept: true } as const
  return { asked: typeof commentId === 'string' ? { ...asked, commentId } : asked, words }
}

/** Keeps what is being written about an answer; nothing of it when that is not a word yet. */
export function keepWords(generationId: string, asked: Asked | null, words: string): void {
  const isWorthKeeping = asked !== null && asked.mode !== 'offer' && words.trim() !== ''
  const value = isWorthKeeping && { anchor: asked.anchor, mode: asked.mode, commentId: asked.commentId, words }
  keepUnsent(about(generationId), value || null)
}
