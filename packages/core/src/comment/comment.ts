import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { checkSpan, type QuotedSpan } from '../revision/span.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'

/** A comment to be made. */
export interface NewComment {
  readonly generationId: string
  readonly text: string
  /** The number of the revision whose text it speaks of; 0 for the text as the model wrote it. */
  readonly revision: number
  /** Null when it speaks of the whole. */
  readonly span: QuotedSpan | null
}

/** What is asked for: a span has all of its three parts, or none. */
export interface CommentRequest extends Pick<NewComment, 'generationId' | 'text'>, Partial<QuotedSpan> {
  /** Default: 0, the text as it was written. */
  readonly revision?: number
}

/** Where comments are kept. Whoever sees a thread sees its comments, and may add to them. */
export interface CommentStore {
  /**
   * Answers its id: that of the one that is there already when the same words are sent again within minutes. Null when the viewer does not
   * see the generation; `full` when it, or its thread, has as many as it may.
   */
  add(viewer: Viewer, comment: NewComment): Promise<{ readonly id: string } | 'full' | null>
  /** False when the viewer sees no such comment. Again changes nothing. */
  resolve(viewer: Viewer, comment: { readonly id: string; readonly isResolved: boolean }): Promise<boolean>
  /** Answers the generation that it was about; `forbidden` when the viewer sees it and may not. Null when they do not see it. */
  delete(viewer: Viewer, id: string): Promise<{ readonly generationId: string } | 'forbidden' | null>
}

/** A text that a comment may speak of. */
export interface TextAt {
  readonly generationId: string
  /** 0 for the text as the model wrote it. */
  readonly revision: number
}

/** What comments speak of. */
export interface CommentedText {
  /** Whether a generation has a text of this revision; the text is not read for that. Null when the viewer does not see the generation. */
  isThere(viewer: Viewer, at: TextAt): Promise<boolean | null>
  /** That text, null when it has no such. Null in all when the viewer does not see the generation. */
  textAt(viewer: Viewer, at: TextAt): Promise<{ readonly text: string | null } | null>
}

/** What {@link addComment} works with. */
export interface CommentPorts {
  readonly comments: Pick<CommentStore, 'add'>
  readonly texts: CommentedText
}

/** Most comments on one generation. */
export const mostComments = 200
/** Most comments in one thread. */
export const mostInThread = 2_000

const longestText = 4_000
const longestQuote = 10_000

/**
 * Says something about a generation that the viewer sees, or about a span of its text.
 *
 * @returns its id
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function addComment(
  { comments, texts }: CommentPorts,
  viewer: Viewer,
  request: CommentRequest,
): Promise<string> {
  requireScope(viewer, 'START')
  const { generationId, revision = 0 } = request
  const text = toWellFormed(request.text).trim()
  if (text.length < 1 || text.length > longestText) {
    throw new InvalidInput('text', 'A comment has 1 to 4,000 characters.')
  }
  if (revision < 0) throw new InvalidInput('revision', 'Revisions count from 0.')
  const span = spanOf(request)
  if (span) await checkQuoted(texts, viewer, { generationId, revision, span })
  else if (revision > 0) await checkThere(texts, viewer, { generationId, revision })
  const added = await comments.add(viewer, { generationId, text, revision, span })
  if (added === null) throw notFound('generation')
  if (added === 'full') {
    throw new InvalidInput(
      'generationId',
      `A generation has ${mostComments} comments at most, and a thread ${mostInThread}. Delete some that are not needed.`,
    )
  }
  return added.id
}

/**
 * Says that a comment has been dealt with, or has not. Whoever sees it may.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function resolveComment(
  comments: Pick<CommentStore, 'resolve'>,
  viewer: Viewer,
  comment: Parameters<CommentStore['resolve']>[1],
): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await comments.resolve(viewer, comment))) throw notFound('comment')
}

/**
 * Deletes a comment. Whoever has written it may, and whoever may delete the thread.
 *
 * @returns the id of the generation that it was about
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function deleteComment(
  comments: Pick<CommentStore, 'delete'>,
  viewer: Viewer,
  id: string,
): Promise<string> {
  requireScope(viewer, 'START')
  const outcome = await comments.delete(viewer, id)
  if (outcome === null) throw notFound('comment')
  if (outcome === 'forbidden') {
    throw new AppError('FORBIDDEN', {
      message: 'Only whoever has written this comment, or may delete its thread, may delete it.',
    })
  }
  return outcome.generationId
}

function spanOf({ start, end, quote }: Partial<QuotedSpan>): QuotedSpan | null {
  if (start === undefined && end === undefined && quote === undefined) return null
  if (start === undefined || end === undefined || quote === undefined) {
    throw new InvalidInput('quote', 'A span has start, end and quote, or none of them.')
  }
  if (start < 0 || end <= start) throw new InvalidInput('end', 'A span begins at 0 or later, and ends after that.')
  if (end - start > longestQuote) {
    throw new InvalidInput('end', 'A span has 10,000 characters at most. Choose less, or comment on the whole.')
  }
  return { start, end, quote }
}

/** Of a text that never was there is nothing to say. */
async function checkThere(texts: CommentedText, viewer: Viewer, at: TextAt): Promise<void> {
  const isThere = await texts.isThere(viewer, at)
  if (isThere === null) throw notFound('generation')
  if (!isThere) throw noSuchRevision()
}

/** A quote that does not stand where it is said to would put words into the answer's mouth. */
async function checkQuoted(
  texts: CommentedText,
  viewer: Viewer,
  { span, ...at }: TextAt & { readonly span: QuotedSpan },
): Promise<void> {
  const seen = await texts.textAt(viewer, at)
  if (!seen) throw notFound('generation')
  if (seen.text === null) throw noSuchRevision()
  checkSpan(seen.text, span)
}

function noSuchRevision(): InvalidInput {
  return new InvalidInput(
    'revision',
    'There is no such revision, or it was taken back. Load the text again, and comment on that.',
  )
}
