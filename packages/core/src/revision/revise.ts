import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'
import { hasChanged, type RevisionStore, type Standing } from './revision.ts'
import { checkSpan, type QuotedSpan, splice, unsplice } from './span.ts'

/** Longest text that a revision may lead to, and most that it puts in, in UTF-16 code units. */
const maxLength = { text: 4_000_000, replacement: 200_000 }

/** Most revisions of one output, those that were taken back among them. */
export const maxRevisions = 1_000

/** What is to stand where, and upon what it was decided. */
export interface Revising extends QuotedSpan {
  readonly generationId: string
  /** The number of the newest revision that whoever asks has seen; 0 for none. */
  readonly after: number
  /** Empty to take the span out. */
  readonly replacement: string
  /** The generation that the words come from: a refinement, which is accepted by this, or an alternative. */
  readonly sourceId: string | null
}

/**
 * Puts other words in place of a span of an output. The same once more, when nothing has come after it, changes nothing. Whoever sees the
 * thread may: they might as well go on with it.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND, or with REVISION_CONFLICT when there is a revision that whoever asks has not seen
 */
export async function reviseGeneration(store: RevisionStore, viewer: Viewer, asked: Revising): Promise<void> {
  requireScope(viewer, 'START')
  const input = { ...asked, quote: toWellFormed(asked.quote), replacement: toWellFormed(asked.replacement) }
  const { generationId, after, replacement, sourceId, quote: replaced, start, end } = input
  if (replacement.length > maxLength.replacement) {
    throw new InvalidInput('replacement', `A replacement has at most ${maxLength.replacement} characters.`)
  }
  const standing = await store.find(viewer, { generationId, sourceId })
  if (!standing) throw notFound('generation')
  checkRevisable(standing)
  checkSource(standing, input)
  if (after !== (standing.newest?.number ?? 0)) {
    if (isRepeat(standing, viewer, input)) return
    throw hasChanged()
  }
  checkSpan(standing.text, input)
  if (replaced === replacement && sourceId === null) {
    throw new InvalidInput('replacement', 'This is what stands there already.')
  }
  if (standing.lastNumber >= maxRevisions) {
    throw new InvalidInput(
      'generationId',
      `A text is revised at most ${maxRevisions} times. Go on from it in a follow-up.`,
    )
  }
  const text = splice(standing.text, input, replacement)
  if (text.length > maxLength.text) throw new InvalidInput('replacement', 'The text would become too long.')
  const accepts = standing.source?.refines === generationId ? { refusedAt: standing.source.refusedAt } : null
  const revision = { generationId, after, start, end, replaced, replacement, sourceId, accepts, text }
  if (!(await store.append(viewer, revision))) throw accepts ? wasDecided() : hasChanged()
}

function wasDecided(): AppError {
  return new AppError('REVISION_CONFLICT', {
    message:
      'Somebody has changed this text, or refused this suggestion, at the same moment. Nothing was overwritten: read both again, then decide.',
  })
}

function checkRevisable({ hasEnded, isRefinement }: Standing): void {
  if (!hasEnded)
    throw new InvalidInput('generationId', 'It is still being written. Wait until it has ended, or cancel it.')
  if (isRefinement) {
    throw new InvalidInput('generationId', 'It only rewrites a span of another generation: revise that one.')
  }
}

function checkSource({ source }: Standing, { sourceId, generationId }: Revising): void {
  if (sourceId === null) return
  if (!source) throw notFound('generation')
  if (!source.hasEnded) throw new InvalidInput('sourceId', 'It is still being written. Wait until it has ended.')
  if (source.refines !== null && source.refines !== generationId) {
    throw new InvalidInput('sourceId', 'It rewrites a span of another generation.')
  }
}

function isRepeat({ newest }: Standing, { id }: Viewer, input: Revising): boolean {
  return (
    newest !== null &&
    newest.authorId === id &&
    newest.previous === input.after &&
    newest.start === input.start &&
    newest.end === input.end &&
    newest.replaced === input.quote &&
    newest.replacement === input.replacement &&
    newest.sourceId === input.sourceId
  )
}

/**
 * Takes the newest revision back, whoever made it. One that was taken back before stays so.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND, or with REVISION_CONFLICT when it is not the newest
 */
export async function undoRevision(
  store: RevisionStore,
  viewer: Viewer,
  { generationId, number }: { readonly generationId: string; readonly number: number },
): Promise<void> {
  requireScope(viewer, 'START')
  const standing = await store.find(viewer, { generationId })
  if (!standing) throw notFound('generation')
  const { newest, text, lastNumber } = standing
  if (!(number >= 1 && number <= lastNumber)) throw new InvalidInput('number', 'There is no such revision.')
  if (!newest || newest.number < number) return
  if (newest.number > number) throw hasChanged()
  const { previous } = newest
  const isUndone = await store.undo(viewer, { generationId, number, previous, text: unsplice(text, newest) })
  if (!isUndone) throw hasChanged()
}
