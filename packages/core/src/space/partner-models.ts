import { InvalidInput } from '../invalid-input.ts'
import { requireModelId } from '../model-id.ts'
import type { Viewer } from '../viewer.ts'
import { requireOwner, type SpaceStore } from './space.ts'

/** Where a space keeps which models its partners may ask. */
export interface PartnerModelStore {
  /** @param models - null for all */
  set(viewer: Viewer, spaceId: string, models: readonly string[] | null): Promise<void>
}

/** What {@link setSpaceModels} works with. */
export interface PartnerModelPorts {
  readonly spaces: Pick<SpaceStore, 'roleIn'>
  readonly partnerModels: PartnerModelStore
}

/** Most that one list names. */
const maxModels = 200

/**
 * Says which models the partners of a space may ask there, from the next start and the next turn in line on; null for all.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function setSpaceModels(
  { spaces, partnerModels }: PartnerModelPorts,
  viewer: Viewer,
  { spaceId, models }: { readonly spaceId: string; readonly models: readonly string[] | null },
): Promise<void> {
  await requireOwner(spaces, viewer, spaceId)
  if ((models?.length ?? 0) > maxModels) throw new InvalidInput('models', `A list names at most ${maxModels} models.`)
  for (const model of models ?? []) requireModelId('models', model)
  const named = models && [...new Set(models)]
  await partnerModels.set(viewer, spaceId, named)
}
