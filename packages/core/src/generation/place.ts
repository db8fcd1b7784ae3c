import { AppError, notFound } from '../app-error.ts'
import { mayAsk, modelNotAllowed } from '../space/allowed-models.ts'
import type { Viewer } from '../viewer.ts'

/** What to do when the generation that is to be refined has not ended: wait for it, stop it, or go on beside it. */
export type WhileRunning = 'QUEUE' | 'INTERRUPT' | 'BRANCH'

/** What decides where a generation goes. */
export interface PlaceInput {
  readonly model: string
  readonly threadId?: string | undefined
  readonly spaceId?: string | undefined
  readonly parentId?: string | undefined
  readonly whileRunning?: WhileRunning | undefined
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
  /** Whether the viewer is neither owner nor staff of its space. */
  readonly isPartner: boolean
  /** The models that the viewer may ask there; null for all. */
  readonly allowedModels: readonly string[] | null
}

/** Where places are found. */
export interface PlaceStore {
  /** Finds thread, space and parent among what the viewer may use. Null for what is not theirs or does not exist. */
  findPlace(viewer: Viewer, input: PlaceInput): Promise<Place | null>
}

/** What {@link findAllowedPlace} works with. */
export interface PlacePorts {
  readonly store: PlaceStore
  /** Whether a provider of this name is configured anywhere. */
  readonly hasProvider: (name: string) => Promise<boolean>
}

/** Where a start would go, or why it may not: NOT_FOUND, FORBIDDEN or MODEL_UNAVAILABLE. Budgets and the line are not looked at. */
export async function findAllowedPlace(
  { store, hasProvider }: PlacePorts,
  viewer: Viewer,
  { provider, ...input }: PlaceInput & { readonly provider: string },
): Promise<Place | AppError> {
  if (!(await hasProvider(provider))) return modelUnavailable(provider)
  const place = await store.findPlace(viewer, input)
  if (!place) return notFound(missingIn(input))
  return mayAsk(place.allowedModels, input.model) ? place : modelNotAllowed(input.model)
}

function missingIn({ parentId, threadId }: PlaceInput): string {
  if (parentId !== undefined) return 'generation'
  return threadId === undefined ? 'space' : 'thread'
}

function modelUnavailable(provider: string): AppError {
  return new AppError('MODEL_UNAVAILABLE', {
    message: `No provider named “${provider}” is configured on this server. Query models for what is there.`,
  })
}
