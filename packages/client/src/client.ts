import { type Activity, type ActivityOptions, followActivity } from './activity.ts'
import { cancelDocument, generationDocument, generationsDocument, modelsDocument, sharedDocument } from './documents.ts'
import { Refused } from './errors.ts'
import { makeOpenStream } from './event-stream.ts'
import type { GenerationEvent } from './events.ts'
import type {
  GenerationFilter,
  GenerationStatus,
  GenerationsQuery,
  ModelsQuery,
  SharedQuery,
} from './generated/operations.ts'
import { makeRequest } from './request.ts'
import { type Generation, type RunOptions, type RunResult, run } from './run.ts'
import { refusalOf, type Started, type StartInput, startGeneration } from './start.ts'
import { type StartManyOptions, type StartOutcome, startMany } from './start-many.ts'
import { type Access, makeSend } from './transport.ts'
import { type WatchOptions, watchGeneration } from './watch.ts'

/** One generation as a list shows it: without its texts. */
export type GenerationSummary = GenerationsQuery['generations']['edges'][number]['node']

/** A provider that is configured, with what it can be asked for. */
export type ModelProvider = ModelsQuery['models'][number]

/** What a share shows. */
export interface SharedThread {
  readonly id: string
  /** Empty where prompts are not shown. */
  readonly title: string
  readonly showsPrompts: boolean
  readonly showsCost: boolean
  /** When the share ends. */
  readonly expiresAt: string
  /** The last 20, oldest first. */
  readonly generations: readonly GenerationSummary[]
}

/** Which generations to list: newest first, `first` of them (default 20, at most 100). */
export interface Listing extends GenerationFilter {
  readonly first?: number
  /** `endCursor` of the page before. */
  readonly after?: string | undefined
}

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** For the next page. Null when there is none. */
  readonly endCursor: string | null
}

/** A Sluice server. All methods throw {@link SluiceError}s, and reject with the reason of a signal that aborts. */
export interface SluiceClient {
  /** Puts a generation in line. An unknown outcome (no answer, 5xx) is tried again under the same key. */
  start(input: StartInput, signal?: AbortSignal): Promise<Started>
  /** Starts many, a few at a time, and waits while the line is full. Never rejects. */
  startMany(inputs: readonly StartInput[], options?: StartManyOptions): Promise<StartOutcome[]>
  /** Follows a generation to its end through any number of drops. Leaving the loop leaves the generation running. */
  watch(id: string, options?: WatchOptions): AsyncIterableIterator<GenerationEvent, void>
  /** Follows all of one's generations on one connection, through any number of drops, until it is left. */
  activity(options?: ActivityOptions): Activity
  /** Starts and waits; with `outputSchema` the result holds `json`. Throws NotSucceeded, or LeftRunning after `timeoutMs`. */
  run<Json = unknown>(input: StartInput, options?: RunOptions): Promise<RunResult<Json>>
  /** Stops a generation; what was written is kept. Answers its status: CANCELLING, or how it ended. */
  cancel(id: string, signal?: AbortSignal): Promise<GenerationStatus>
  /** One generation as it is now. Throws Refused (NOT_FOUND). */
  generation(id: string, signal?: AbortSignal): Promise<Generation>
  /** Your generations, newest first. */
  generations(listing?: Listing, signal?: AbortSignal): Promise<Page<GenerationSummary>>
  /** The thread that the share of this client shows. Throws Refused (NOT_FOUND) when it does not hold, or when there is none. */
  shared(signal?: AbortSignal): Promise<SharedThread>
  /** What can be asked. */
  models(signal?: AbortSignal): Promise<readonly ModelProvider[]>
}

/** A client of one server. It holds nothing open by itself, and needs no closing. */
export function createClient(access: Access): SluiceClient {
  const send = makeSend(access)
  const request = makeRequest(send)
  const openStream = makeOpenStream(send)

  const start: SluiceClient['start'] = (input, signal) => startGeneration(request, input, signal)
  const watch: SluiceClient['watch'] = (id, options) => watchGeneration(openStream, id, options)
  const read: SluiceClient['generation'] = (id, signal) =>
    request({
      document: generationDocument,
      variables: { id },
      read({ generation }) {
        if (generation) return generation
        throw new Refused({ code: 'NOT_FOUND', message: `There is no generation ${id}, or you may not see it.` })
      },
      signal,
    })

  return {
    start,
    watch,
    generation: read,
    activity: (options) => followActivity(openStream, options),
    startMany: (inputs, options) => startMany(start, inputs, options),
    run: <Json>(input: StartInput, options?: RunOptions) => run<Json>({ start, watch, read }, input, options),
    cancel: (id, signal) =>
      request({
        document: cancelDocument,
        variables: { id },
        read({ cancelGeneration: result }) {
          if (result.__typename !== 'CancelGenerationSuccess') throw refusalOf(result)
          return result.generation.status
        },
        signal,
      }),
    generations: ({ first = 20, after, ...filter } = {}, signal) =>
      request({ document: generationsDocument, variables: { first, after, filter }, read: readPage, signal }),
    shared: (signal) => request({ document: sharedDocument, variables: { last: 20 }, read: readShared, signal }),
    models: (signal) => request({ document: modelsDocument, variables: {}, read: ({ models }) => models, signal }),
  }
}

function readPage({ generations: { edges, pageInfo } }: GenerationsQuery): Page<GenerationSummary> {
  return { items: edges.map(({ node }) => node), endCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null }
}

function readShared({ shared }: SharedQuery): SharedThread {
  if (!shared) throw new Refused({ code: 'NOT_FOUND', message: 'This client was made without a share.' })
  const { thread, expiresAt, showsPrompts, showsCost } = shared
  const generations = thread.generations.edges.map(({ node }) => node)
  return { id: thread.id, title: thread.title, expiresAt, showsPrompts, showsCost, generations }
}
