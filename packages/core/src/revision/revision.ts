import { AppError } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'
import type { Replaced, Span } from './span.ts'

/** A revision as it was written. */
export interface WrittenRevision extends Span, Replaced {
  readonly number: number
  /** The number of the one before it; 0 for none. */
  readonly previous: number
  readonly authorId: string
  readonly sourceId: string | null
}

/** Where the words of a revision come from. */
export interface Source {
  readonly hasEnded: boolean
  /** What it rewrites a span of; null when it is no refinement. */
  readonly refines: string | null
  /** When it was refused, as the store says it; null when it is not. */
  readonly refusedAt: string | null
}

/** An output as it stands. */
export interface Standing {
  readonly hasEnded: boolean
  /** Whether it is what is to stand in place of a span of another's. */
  readonly isRefinement: boolean
  /** The text of the newest revision, else as the model wrote it. */
  readonly text: string
  /** The newest revision that was not taken back. */
  readonly newest: WrittenRevision | null
  /** The highest number that was given out. */
  readonly lastNumber: number
  /** Null when none was asked for, or there is no such one in its thread. */
  readonly source: Source | null
  /** Whether the comment that was asked for is one on it. */
  readonly hasComment: boolean
}

/** What is to be looked at. */
export interface Sought {
  readonly generationId: string
  /** Where words are to be taken from. */
  readonly sourceId?: string | null
  readonly commentId?: string | null
}

/** A revision to be written. */
export interface NewRevision extends Span, Replaced {
  readonly generationId: string
  /** The newest one that it was made upon; 0 for none. */
  readonly after: number
  readonly sourceId: string | null
  /** The refinement that it accepts, as it was when that was decided; null when it accepts none. */
  readonly accepts: Pick<Source, 'refusedAt'> | null
  /** The whole text with it. */
  readonly text: string
}

/** A revision to be taken back. */
export interface Undoing {
  readonly generationId: string
  readonly number: number
  readonly previous: number
  /** The whole text without it. */
  readonly text: string
}

/** Where outputs are revised. */
export interface RevisionStore {
  /** Null for what the viewer does not see, or what does not exist. */
  find(viewer: Viewer, sought: Sought): Promise<Standing | null>
  /**
   * Writes it and the whole text, if its generation and the refinement that it accepts stand as they did: false, and nothing is written, if not.
   * A refused refinement that it accepts is refused no more.
   */
  append(viewer: Viewer, revision: NewRevision): Promise<boolean>
  /** The same for the way back. */
  undo(viewer: Viewer, undoing: Undoing): Promise<boolean>
}

/** The answer to one who has not seen the newest revision. */
export function hasChanged(): AppError {
  return new AppError('REVISION_CONFLICT', {
    message: 'Somebody has changed this text since you read it. Nothing was overwritten: read it again, then decide.',
  })
}
