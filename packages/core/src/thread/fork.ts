import { v7 as newId } from 'uuid'
import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import { checkIdempotencyKey, hashOfInput, idempotencyConflict, type Sha256 } from '../generation/idempotency.ts'
import { type GenerationStatus, isTerminalStatus } from '../generation/status.ts'
import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'
import { cleanTitle } from './title.ts'

/** From where to go on in a thread of one's own. */
export interface ForkInput {
  readonly generationId: string
  /** Default: that of the thread. */
  readonly title?: string | undefined
  readonly idempotencyKey: string
}

/** A generation that is to be copied. */
export interface ForkTurn {
  readonly id: string
  readonly status: GenerationStatus
  /** Of all its texts. */
  readonly bytes: number
}

/** A fork as it is written. */
export interface NewFork {
  readonly viewer: Viewer
  readonly generationId: string
  readonly threadId: string
  /** Null: that of the thread. */
  readonly title: string | null
  /** What is copied, from the root on, and what the copies are called. */
  readonly copies: readonly { readonly from: string; readonly id: string }[]
  readonly idempotencyKey: string
  readonly bodyHash: string
}

/** What was begun under a key before. */
export interface ForkedBefore {
  readonly threadId: string
  readonly bodyHash: string
}

/** Where forks are made. */
export interface ForkStore {
  findRepeat(viewer: Viewer, idempotencyKey: string): Promise<ForkedBefore | null>
  /** From the root to a generation, `limit` at most, the nearest of them; null when the viewer sees no such generation. */
  readPath(viewer: Viewer, generationId: string, limit: number): Promise<readonly ForkTurn[] | null>
  /** Key, thread, copies and their logs at once; not where the key was used meanwhile, or what is to be copied is out of the viewer's sight. */
  insert(fork: NewFork): Promise<'forked' | 'repeated' | 'gone'>
}

/** What {@link forkThread} works with. */
export interface ForkPorts {
  readonly store: ForkStore
  readonly sha256: Sha256
}

/** Longest path that is copied. */
export const mostTurns = 1_000
/** Most that is copied: on an embedded database all else waits for it. */
export const mostBytes = 16_000_000

/**
 * Begins a private thread of the viewer's own with copies of all from the root to a generation. Answers the id of the thread; the same
 * key with the same input answers the first one again.
 *
 * @throws InvalidInput; AppError with FORBIDDEN, NOT_FOUND or IDEMPOTENCY_CONFLICT. None of them leaves a key behind.
 */
export async function forkThread({ store, sha256 }: ForkPorts, viewer: Viewer, input: ForkInput): Promise<string> {
  requireScope(viewer, 'START')
  checkIdempotencyKey(input.idempotencyKey)
  const { generationId } = input
  const idempotencyKey = toWellFormed(input.idempotencyKey)
  const title = input.title === undefined ? null : cleanTitle(input.title)
  const bodyHash = hashOfInput(sha256, ['forkThread', generationId, title])
  const repeat = async () => {
    const before = await store.findRepeat(viewer, idempotencyKey)
    if (before && before.bodyHash !== bodyHash) throw idempotencyConflict()
    return before?.threadId
  }
  const before = await repeat()
  if (before !== undefined) return before
  const path = await store.readPath(viewer, generationId, mostTurns + 1)
  if (!path) throw notFound('generation')
  checkPath(path)
  const threadId = newId()
  const copies = path.map(({ id }) => ({ from: id, id: newId() }))
  const outcome = await store.insert({
    viewer,
    generationId,
    threadId,
    title,
    copies,
    idempotencyKey,
    bodyHash,
  })
  if (outcome === 'forked') return threadId
  const first = outcome === 'repeated' ? await repeat() : undefined
  if (first === undefined) throw notFound('generation')
  return first
}

/** @throws InvalidInput for what goes on, and for what is too long */
function checkPath(path: readonly ForkTurn[]): void {
  if (!path.every(({ status }) => isTerminalStatus(status))) {
    throw new InvalidInput('generationId', 'This has not ended yet. Fork it once it has, or fork what it refines.')
  }
  if (path.length > mostTurns) {
    throw new InvalidInput('generationId', 'At most 1,000 generations are copied, and there are more before this one.')
  }
  if (path.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes) {
    throw new InvalidInput('generationId', 'At most 16 MB are copied, and there is more text before this generation.')
  }
}
