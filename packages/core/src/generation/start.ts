import { v7 as newId } from 'uuid'
import { requireScope } from '../access/scope.ts'
import { AppError } from '../app-error.ts'
import { type BudgetStanding, shownTo } from '../budget/budget.ts'
import { BudgetExceeded } from '../budget/budget-exceeded.ts'
import { InvalidInput } from '../invalid-input.ts'
import type { GenerationPriority } from '../line/priority.ts'
import type { NewRefinement } from '../revision/refinement.ts'
import { hasChanged } from '../revision/revision.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'
import { type Asked, checkAsked } from './asked.ts'
import { checkIdempotencyKey, hashOfInput, idempotencyConflict, type Sha256 } from './idempotency.ts'
import { findAllowedPlace, type Place, type PlacePorts, type PlaceStore, type WhileRunning } from './place.ts'

/** What a caller asks for. Ids are plain uuids here; the schema has taken the global ids apart. */
export interface StartInput extends Asked {
  readonly idempotencyKey: string
  readonly threadId?: string | undefined
  readonly spaceId?: string | undefined
  readonly parentId?: string | undefined
  /** Default: QUEUE. */
  readonly whileRunning?: WhileRunning | undefined
  /** Whether partners of its space are not shown what was asked. Default: false. */
  readonly isInternal?: boolean | undefined
  readonly labels?: readonly string[] | undefined
  /** The person that a service acts for: the line is fair between these. */
  readonly onBehalfOf?: string | undefined
  /** Default: INTERACTIVE. */
  readonly priority?: GenerationPriority | undefined
  /** The span of its parent's output that it rewrites; `prompt` is then made of it, and is not what a repeat is known by. */
  readonly refinement?: NewRefinement | undefined
}

/** A generation as it is first written. */
export interface NewGeneration {
  readonly id: string
  readonly viewer: Viewer
  readonly place: Place
  readonly title: string
  readonly person: string
  readonly provider: string
  readonly input: StartInput
  /** SHA-256 of the input without its key. */
  readonly bodyHash: string
}

/** What the store made of a {@link NewGeneration}. */
export type InsertOutcome =
  | { readonly tag: 'started'; readonly id: string }
  | { readonly tag: 'repeated'; readonly id: string; readonly bodyHash: string }
  | { readonly tag: 'line-full'; readonly ahead: number }
  | { readonly tag: 'over-budget'; readonly budget: BudgetStanding }
  /** The output of which it rewrites a span has another newest revision than that of the span. */
  | { readonly tag: 'text-changed' }

/** Where generations begin. */
export interface StartStore extends PlaceStore {
  /** What was started under this key before. */
  findRepeat(viewer: Viewer, idempotencyKey: string): Promise<Extract<InsertOutcome, { tag: 'repeated' }> | null>
  /**
   * Writes idempotency key, thread, generation and event 1 in one transaction and wakes the dispatchers, or tells why not.
   * In the same one it reserves of each budget that counts it what it may use at most, or holds it for approval.
   * With INTERRUPT the generation that it would have to wait for is stopped in the same transaction. A refinement is written only if its span is
   * of the text as it stands at that moment.
   */
  insert(generation: NewGeneration): Promise<InsertOutcome>
}

/** What {@link start} works with. */
export interface StartPorts extends PlacePorts {
  readonly store: StartStore
  readonly sha256: Sha256
}

/**
 * Starts a generation: it is in line, and durable, when this returns its id. The same key with the same input returns
 * the first one again, even when a limit would refuse a new one.
 *
 * @throws InvalidInput, BudgetExceeded, or AppError with NOT_FOUND, FORBIDDEN, MODEL_UNAVAILABLE, IDEMPOTENCY_CONFLICT, OVERLOADED or, of a refinement, REVISION_CONFLICT. None of them leaves a key behind.
 */
export async function start(
  { store, hasProvider, sha256 }: StartPorts,
  viewer: Viewer,
  input: StartInput,
): Promise<string> {
  requireScope(viewer, 'START')
  const { provider, clean } = checkStart(viewer, input)
  const bodyHash = hashOf(sha256, clean)
  const place = await findAllowedPlace({ store, hasProvider }, viewer, { ...clean, provider })
  if (place instanceof AppError) {
    // A repeat is answered even when the same could not be started now.
    const before = await findStarted({ store, sha256 }, viewer, clean)
    if (before !== null) return before
    throw place
  }
  const person = clean.onBehalfOf === undefined ? viewer.id : `${viewer.id}/${clean.onBehalfOf}`
  const outcome = await store.insert({
    id: newId(),
    viewer,
    place,
    title: clean.isInternal ? internalTitle : titleOf(clean.prompt),
    person,
    provider,
    input: clean,
    bodyHash,
  })
  switch (outcome.tag) {
    case 'started':
      return outcome.id
    case 'repeated':
      return repeatOf(outcome, bodyHash)
    case 'line-full':
      throw new AppError('OVERLOADED', {
        message: `The line is full (${outcome.ahead} waiting). Try again in a few seconds.`,
        retryable: true,
        retryAfterMs: 5_000,
      })
    case 'over-budget':
      throw new BudgetExceeded(shownTo(place, outcome.budget))
    case 'text-changed':
      throw hasChanged()
  }
}

/**
 * What was started before by this input under its key; null when nothing was.
 *
 * @throws AppError with IDEMPOTENCY_CONFLICT
 */
export async function findStarted(
  { store, sha256 }: Pick<StartPorts, 'sha256'> & { readonly store: Pick<StartStore, 'findRepeat'> },
  viewer: Viewer,
  input: StartInput,
): Promise<string | null> {
  const before = await store.findRepeat(viewer, input.idempotencyKey)
  return before && repeatOf(before, hashOf(sha256, input))
}

function repeatOf(before: Extract<InsertOutcome, { tag: 'repeated' }>, bodyHash: string): string {
  if (before.bodyHash === bodyHash) return before.id
  throw idempotencyConflict()
}

function checkStart(viewer: Viewer, input: StartInput): { provider: string; clean: StartInput } {
  const { provider } = checkAsked(input)
  const { prompt, idempotencyKey, labels = [], instructions, onBehalfOf } = input
  checkIdempotencyKey(idempotencyKey)
  if (labels.length > 20) throw new InvalidInput('labels', 'A generation has at most 20 labels.')
  if (labels.some((label) => label.length < 1 || label.length > 64)) {
    throw new InvalidInput('labels', 'A label has 1 to 64 characters.')
  }
  if (onBehalfOf !== undefined && viewer.kind !== 'SERVICE') {
    throw new InvalidInput('onBehalfOf', 'Only a service can start a generation on behalf of someone.')
  }
  if (onBehalfOf !== undefined && (onBehalfOf.length < 1 || onBehalfOf.length > 200)) {
    throw new InvalidInput('onBehalfOf', 'onBehalfOf has 1 to 200 characters.')
  }
  const clean = {
    ...input,
    prompt: toWellFormed(prompt),
    idempotencyKey: toWellFormed(idempotencyKey),
    labels: labels.map(toWellFormed),
    ...(instructions !== undefined && { instructions: toWellFormed(instructions) }),
    ...(onBehalfOf !== undefined && { onBehalfOf: toWellFormed(onBehalfOf) }),
  }
  return { provider, clean }
}

/** What a thread is called whose first prompt is not for everybody: its title is. */
const internalTitle = 'Internal'

/** A thread is called after its first prompt: its first line that says something, cut at a word near 80 characters. */
export function titleOf(prompt: string): string {
  const line = prompt.trim().split('\n', 1)[0]?.trim() ?? ''
  if (line.length <= 80) return line
  const cut = line
    .slice(0, 80)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
  const space = cut.lastIndexOf(' ')
  return `${space > 40 ? cut.slice(0, space) : cut}…`
}

/** In an order of its own. */
function toFields({ of, revision, start: from, end, quote, instruction, commentId }: NewRefinement): unknown[] {
  return [of, revision, from, end, quote, instruction, commentId]
}

function hashOf(sha256: Sha256, { idempotencyKey: _, ...input }: StartInput): string {
  const p = input.parameters ?? {}
  return hashOfInput(sha256, [
    input.model,
    input.refinement ? null : input.prompt,
    input.threadId,
    input.spaceId,
    input.parentId,
    input.instructions,
    input.labels,
    input.onBehalfOf,
    [p.temperature, p.maxOutputTokens, p.reasoningEffort],
    // What came later counts only where it says something else than its default, so that older keys keep their hashes.
    ...(input.whileRunning && input.whileRunning !== 'QUEUE' ? [{ whileRunning: input.whileRunning }] : []),
    ...(input.isInternal ? [{ isInternal: true }] : []),
    ...(input.outputSchema ? [{ outputSchema: input.outputSchema }] : []),
    ...(input.priority && input.priority !== 'INTERACTIVE' ? [{ priority: input.priority }] : []),
    ...(input.refinement ? [{ refinement: toFields(input.refinement) }] : []),
  ])
}
