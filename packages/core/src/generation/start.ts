import { v7 as newId } from 'uuid'
import { AppError, notFound } from '../app-error.ts'
import type { GenerationPriority } from '../line/priority.ts'
import { parseModelId } from '../model-id.ts'
import type { GenerationParameters } from '../provider/provider.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'
import { findSchemaFault, type JsonSchema } from './output-schema.ts'

/** What to do when the generation that is to be refined has not ended: wait for it, stop it, or go on beside it. */
export type WhileRunning = 'QUEUE' | 'INTERRUPT' | 'BRANCH'

/** What a caller asks for. Ids are plain uuids here; the schema has taken the global ids apart. */
export interface StartInput {
  readonly model: string
  readonly prompt: string
  readonly idempotencyKey: string
  readonly threadId?: string | undefined
  readonly spaceId?: string | undefined
  readonly parentId?: string | undefined
  /** Default: QUEUE. */
  readonly whileRunning?: WhileRunning | undefined
  readonly instructions?: string | undefined
  readonly parameters?: GenerationParameters | undefined
  /** A JSON Schema that the output must be JSON of. */
  readonly outputSchema?: JsonSchema | undefined
  /** Whether partners of its space are not shown what was asked. Default: false. */
  readonly isInternal?: boolean | undefined
  readonly labels?: readonly string[] | undefined
  /** The person that a service acts for: the line is fair between these. */
  readonly onBehalfOf?: string | undefined
  /** Default: INTERACTIVE. */
  readonly priority?: GenerationPriority | undefined
}

/** Where a generation is to go, as the store found it. */
export interface Place {
  readonly threadId: string
  readonly spaceId: string
  /** False when the generation begins a new thread. */
  readonly isThreadThere: boolean
  /** What it refines: the one asked for or, with BRANCH beside one that has not ended, its nearest ancestor that has. */
  readonly parentId: string | null
  /** Whether it has to wait for that one, which has not ended. */
  readonly mustWaitForParent: boolean
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

/** Where generations begin. */
export interface StartStore {
  /** What was started under this key before. */
  findRepeat(viewer: Viewer, idempotencyKey: string): Promise<Extract<InsertOutcome, { tag: 'repeated' }> | null>
  /** Finds thread, space and parent among what the viewer may use. Null for what is not theirs or does not exist. */
  findPlace(viewer: Viewer, input: StartInput): Promise<Place | null>
  /**
   * Writes idempotency key, thread, generation and event 1 in one transaction and wakes the dispatchers, or tells why not.
   * With INTERRUPT the generation that it would have to wait for is stopped in the same transaction.
   */
  insert(generation: NewGeneration): Promise<InsertOutcome>
}

/** What {@link start} works with. */
export interface StartPorts {
  readonly store: StartStore
  /** Whether a provider of this name is configured anywhere. */
  readonly hasProvider: (name: string) => Promise<boolean>
}

/** A value that breaks a rule, and where in the input it stands. */
export class InvalidInput extends AppError {
  readonly path: string

  constructor(path: string, message: string) {
    super('INVALID_INPUT', { message })
    this.path = path
  }
}

/** Longest prompt, in UTF-16 code units: about a million tokens' worth, and far below what one row can hold. */
export const maxPromptLength = 4_000_000

/**
 * Starts a generation: it is in line, and durable, when this returns its id. The same key with the same input returns
 * the first one again, even when a limit would refuse a new one.
 *
 * @throws InvalidInput, or AppError with NOT_FOUND, MODEL_UNAVAILABLE, IDEMPOTENCY_CONFLICT or OVERLOADED. None of them leaves a key behind.
 */
export async function start({ store, hasProvider }: StartPorts, viewer: Viewer, input: StartInput): Promise<string> {
  const { provider, clean } = checkStart(viewer, input)
  const bodyHash = await hashOf(clean)
  const place = (await hasProvider(provider)) ? await store.findPlace(viewer, clean) : null
  if (!place) {
    // A repeat is answered even when the same could not be started now.
    const before = await store.findRepeat(viewer, clean.idempotencyKey)
    if (before) return repeatOf(before, bodyHash)
    throw (await hasProvider(provider)) ? notFound(missingIn(clean)) : modelUnavailable(provider)
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
  }
}

function repeatOf(before: Extract<InsertOutcome, { tag: 'repeated' }>, bodyHash: string): string {
  if (before.bodyHash === bodyHash) return before.id
  throw new AppError('IDEMPOTENCY_CONFLICT', {
    message: 'This idempotency key was used for another input. Use a new key for a new generation.',
  })
}

function missingIn({ parentId, threadId }: StartInput): string {
  if (parentId !== undefined) return 'generation'
  return threadId === undefined ? 'space' : 'thread'
}

function modelUnavailable(provider: string): AppError {
  return new AppError('MODEL_UNAVAILABLE', {
    message: `No provider named “${provider}” is configured on this server. Query models for what is there.`,
  })
}

function checkStart(viewer: Viewer, input: StartInput): { provider: string; clean: StartInput } {
  const model = parseModelId(input.model)
  if (!model) throw new InvalidInput('model', 'A model is named as provider:model, for example builtin:extract.')
  const { prompt, idempotencyKey, labels = [], instructions, onBehalfOf } = input
  if (prompt.trim() === '') throw new InvalidInput('prompt', 'The prompt is empty.')
  if (prompt.length > maxPromptLength) {
    throw new InvalidInput('prompt', `The prompt is longer than ${maxPromptLength} characters.`)
  }
  if (idempotencyKey.length < 1 || idempotencyKey.length > 200) {
    throw new InvalidInput('idempotencyKey', 'An idempotency key has 1 to 200 characters.')
  }
  if (labels.length > 20) throw new InvalidInput('labels', 'A generation has at most 20 labels.')
  if (labels.some((label) => label.length < 1 || label.length > 64)) {
    throw new InvalidInput('labels', 'A label has 1 to 64 characters.')
  }
  if ((instructions?.length ?? 0) > 200_000) {
    throw new InvalidInput('instructions', 'Instructions have at most 200,000 characters.')
  }
  if (onBehalfOf !== undefined && viewer.kind !== 'SERVICE') {
    throw new InvalidInput('onBehalfOf', 'Only a service can start a generation on behalf of someone.')
  }
  if (onBehalfOf !== undefined && (onBehalfOf.length < 1 || onBehalfOf.length > 200)) {
    throw new InvalidInput('onBehalfOf', 'onBehalfOf has 1 to 200 characters.')
  }
  checkParameters(input.parameters ?? {})
  checkSchema(input.outputSchema)
  const clean = {
    ...input,
    prompt: toWellFormed(prompt),
    idempotencyKey: toWellFormed(idempotencyKey),
    labels: labels.map(toWellFormed),
    ...(instructions !== undefined && { instructions: toWellFormed(instructions) }),
    ...(onBehalfOf !== undefined && { onBehalfOf: toWellFormed(onBehalfOf) }),
  }
  return { provider: model.provider, clean }
}

function checkSchema(schema: JsonSchema | undefined): void {
  const fault = schema ? findSchemaFault(schema) : null
  if (fault !== null) throw new InvalidInput('outputSchema', fault)
}

function checkParameters({ temperature, maxOutputTokens }: GenerationParameters): void {
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw new InvalidInput('parameters.temperature', 'The temperature lies between 0 and 2.')
  }
  if (maxOutputTokens !== undefined && (maxOutputTokens < 1 || maxOutputTokens > 1_000_000)) {
    throw new InvalidInput('parameters.maxOutputTokens', 'maxOutputTokens lies between 1 and 1,000,000.')
  }
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

async function hashOf({ idempotencyKey: _, ...input }: StartInput): Promise<string> {
  const p = input.parameters ?? {}
  const fields = [
    input.model,
    input.prompt,
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
  ]
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(fields)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
