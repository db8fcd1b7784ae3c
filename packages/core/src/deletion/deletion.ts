import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { requireOwner, type SpaceStore } from '../space/space.ts'
import type { Viewer } from '../viewer.ts'

/** What came of it: `last-admin` and `last-owner` change nothing. */
export type PersonOutcome = 'done' | 'not-found' | 'last-admin' | 'last-owner'

/** Takes things out of everybody's sight at once; what they held is removed later. Each deletion is in the audit log with it. */
export interface DeletionStore {
  /** One that the viewer began, or that a space shares which they own. False when there is none. */
  deleteThread(viewer: Viewer, id: string): Promise<boolean>
  deleteSpace(viewer: Viewer, id: string): Promise<void>
  deletePerson(viewer: Viewer, id: string): Promise<PersonOutcome>
}

/** How long threads are kept in which nothing has begun, ended or been revised. */
export interface RetentionStore {
  /** @param days - null: for ever */
  setRetention(viewer: Viewer, spaceId: string, days: number | null): Promise<void>
}

/** What deletions of spaces work with. */
export interface SpaceDeletionPorts {
  readonly spaces: Pick<SpaceStore, 'roleIn'>
  readonly deletions: Pick<DeletionStore, 'deleteSpace'>
}

/** What retention works with. */
export interface RetentionPorts {
  readonly spaces: SpaceDeletionPorts['spaces']
  readonly retention: RetentionStore
}

const maxDays = 36_500

/**
 * Deletes a thread with all that is in it. What still runs there is stopped; whoever watches it hears NOT_FOUND within seconds.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function deleteThread(store: DeletionStore, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await store.deleteThread(viewer, id))) throw notFound('thread')
}

/**
 * Deletes a space with all of its threads, whoever began them. Only an owner may, and nobody deletes the space that is somebody's own.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND; InvalidInput for a personal space
 */
export async function deleteSpace(
  { spaces, deletions }: SpaceDeletionPorts,
  viewer: Viewer,
  id: string,
): Promise<void> {
  const { isPersonal } = await requireOwner(spaces, viewer, id)
  if (isPersonal) throw new InvalidInput('id', 'This space is somebody’s own: it goes with them.')
  await deletions.deleteSpace(viewer, id)
}

/**
 * Deletes a person: themselves, or anybody for one who administers. Their sessions end, and their threads go; those that a space shares stay
 * there without their name, as does the audit log.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND; InvalidInput for the last who administers, or the last owner of a space
 */
export async function deletePerson(
  store: Pick<DeletionStore, 'deletePerson'>,
  viewer: Viewer,
  id: string,
): Promise<void> {
  const isSelf = viewer.kind === 'PERSON' && viewer.id === id
  requireScope(viewer, isSelf ? 'START' : 'ADMIN')
  const outcome = await store.deletePerson(viewer, id)
  if (outcome === 'not-found') throw notFound('person')
  if (outcome === 'last-admin') throw new InvalidInput('id', 'Somebody has to administer this server.')
  if (outcome === 'last-owner') {
    throw new InvalidInput('id', 'They are the only owner of a space: make somebody else one, or delete it, first.')
  }
}

/**
 * Says after how many days in which nothing in it has begun, ended or been revised a thread of a space is deleted.
 *
 * @param days - 1 to 36,500; null: never
 * @throws AppError with FORBIDDEN or NOT_FOUND; InvalidInput
 */
export async function setRetention(
  { spaces, retention }: RetentionPorts,
  viewer: Viewer,
  { spaceId, days }: { readonly spaceId: string; readonly days: number | null },
): Promise<void> {
  if (days !== null && (days < 1 || days > maxDays)) throw new InvalidInput('days', 'From 1 to 36,500 days.')
  await requireOwner(spaces, viewer, spaceId)
  await retention.setRetention(viewer, spaceId, days)
}
