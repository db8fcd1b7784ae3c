import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'

/** How somebody rates a generation. */
export type FeedbackRating = 'UP' | 'DOWN'

/** What somebody thinks of a generation. */
export interface Opinion {
  readonly generationId: string
  /** Null takes back what was said before. */
  readonly rating: FeedbackRating | null
  readonly note: string | null
}

/** Which of several somebody has taken. */
export interface Choice {
  readonly generationId: string
  /** What they might have taken instead. None takes the choice back. */
  readonly over: readonly string[]
}

/** Where feedback is kept: one of each person and generation. */
export interface FeedbackStore {
  /** False when the viewer does not see the generation. */
  give(viewer: Viewer, opinion: Opinion): Promise<boolean>
  /**
   * Adds to what the generation was chosen over before, and takes back that one of those was chosen over it. `elsewhere` when
   * one of them is not of its thread. Null when the viewer does not see it.
   */
  choose(viewer: Viewer, choice: Choice): Promise<'chosen' | 'elsewhere' | null>
}

/** Most generations that one choice names, and that are kept of all choices of one generation by one person. */
export const mostChosenOver = { atOnce: 20, kept: 100 } as const

const longestNote = 4_000

/**
 * Rates a generation, in place of how the viewer has rated it before.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function giveFeedback(
  store: Pick<FeedbackStore, 'give'>,
  viewer: Viewer,
  opinion: Opinion,
): Promise<void> {
  requireScope(viewer, 'START')
  const note = toWellFormed(opinion.note ?? '').trim() || null
  if (note !== null && note.length > longestNote) throw new InvalidInput('note', 'A note has at most 4,000 characters.')
  if (note !== null && opinion.rating === null) throw new InvalidInput('note', 'A note goes with a thumb.')
  if (!(await store.give(viewer, { ...opinion, note }))) throw notFound('generation')
}

/**
 * Keeps that the viewer has taken one of several generations of a thread.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function chooseGeneration(
  store: Pick<FeedbackStore, 'choose'>,
  viewer: Viewer,
  { generationId, over }: Choice,
): Promise<void> {
  requireScope(viewer, 'START')
  const others = [...new Set(over)]
  if (others.includes(generationId)) throw new InvalidInput('over', 'It cannot be chosen over itself.')
  if (others.length > mostChosenOver.atOnce) {
    throw new InvalidInput('over', `A choice is one over ${mostChosenOver.atOnce} others at most.`)
  }
  const outcome = await store.choose(viewer, { generationId, over: others })
  if (outcome === null) throw notFound('generation')
  if (outcome === 'elsewhere') throw new InvalidInput('over', 'What it is chosen over is of the same thread.')
}
