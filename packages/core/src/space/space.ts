import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'

/** What somebody is in a space. */
export type SpaceRole = 'OWNER' | 'STAFF' | 'PARTNER'

/** Who sees a thread beside the one who began it. */
export type ThreadVisibility = 'PRIVATE' | 'SPACE'

/** Somebody in a space. */
export interface Member {
  readonly spaceId: string
  readonly principalId: string
}

/** What came of a change to members: `last-owner` changes nothing. */
export type MemberOutcome = 'done' | 'not-found' | 'last-owner'

/** What somebody is in a space, and whether that belongs to one principal. */
export interface Standing {
  readonly role: SpaceRole
  readonly isPersonal: boolean
}

/** Spaces. Each change is in the audit log with it. */
export interface SpaceStore {
  create(viewer: Viewer, name: string): Promise<string>
  /** What the viewer is there; null when they are not, or when there is no such space. */
  roleIn(viewer: Viewer, spaceId: string): Promise<Standing | null>
  /** Of a thread that the viewer began, or in a space that they own. False when there is none. */
  setVisibility(viewer: Viewer, threadId: string, visibility: ThreadVisibility): Promise<boolean>
}

/** Who is in them. Each change is in the audit log with it. */
export interface MemberStore {
  /** Makes a person who is in it, and a link that signs them in, once. Answers the link's secret; null when the name is taken. */
  invite(viewer: Viewer, invitation: Invitation): Promise<string | null>
  setRole(viewer: Viewer, member: Member, role: SpaceRole): Promise<MemberOutcome>
  remove(viewer: Viewer, member: Member): Promise<MemberOutcome>
}

/** What changes of members work with. */
export interface MemberPorts {
  readonly spaces: Pick<SpaceStore, 'roleIn'>
  readonly members: MemberStore
}

/** Whom to let in. */
export interface Invitation {
  readonly spaceId: string
  /** What people will call them. */
  readonly name: string
  readonly role: SpaceRole
}

/** @throws InvalidInput; AppError with FORBIDDEN */
export async function createSpace(spaces: SpaceStore, viewer: Viewer, name: string): Promise<string> {
  requireScope(viewer, 'ADMIN')
  return spaces.create(viewer, cleanName(name))
}

/**
 * Lets somebody in who is not known here yet, with a link of their own.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function inviteToSpace(
  { spaces, members }: MemberPorts,
  viewer: Viewer,
  invitation: Invitation,
): Promise<string> {
  const name = cleanName(invitation.name)
  await requireOwnerOfShared(spaces, viewer, invitation.spaceId)
  const secret = await members.invite(viewer, { ...invitation, name })
  if (secret === null) throw new InvalidInput('name', 'Somebody here is called so already: choose another name.')
  return secret
}

/**
 * Says what somebody is in a space, who may be in it already or is known here otherwise.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND; InvalidInput for the last owner
 */
export async function setMemberRole(
  { spaces, members }: MemberPorts,
  viewer: Viewer,
  { role, ...member }: Member & { readonly role: SpaceRole },
): Promise<void> {
  await requireOwnerOfShared(spaces, viewer, member.spaceId)
  settle(await members.setRole(viewer, member, role))
}

/**
 * Ends a membership: what the space shares is out of sight at once, open streams within seconds. What they began there stays.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND; InvalidInput for the last owner
 */
export async function removeMember({ spaces, members }: MemberPorts, viewer: Viewer, member: Member): Promise<void> {
  const isLeaving = member.principalId === viewer.id // which everybody may
  if (isLeaving) requireScope(viewer, 'START')
  else await requireOwnerOfShared(spaces, viewer, member.spaceId)
  settle(await members.remove(viewer, member))
}

/** @throws AppError with FORBIDDEN or NOT_FOUND */
export async function shareThread(
  spaces: SpaceStore,
  viewer: Viewer,
  { threadId, visibility }: { readonly threadId: string; readonly visibility: ThreadVisibility },
): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await spaces.setVisibility(viewer, threadId, visibility))) throw notFound('thread')
}

/**
 * Members who are no owners are told so; to everybody else there is no such space.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function requireOwner(
  spaces: Pick<SpaceStore, 'roleIn'>,
  viewer: Viewer,
  spaceId: string,
): Promise<Standing> {
  requireScope(viewer, viewer.kind === 'SERVICE' ? 'ADMIN' : 'START')
  const standing = await spaces.roleIn(viewer, spaceId)
  if (!standing) throw notFound('space')
  if (standing.role === 'OWNER') return standing
  throw new AppError('FORBIDDEN', { message: 'Only an owner of this space may do this.' })
}

/** Everybody owns a space: whoever was let in could let in anybody. */
async function requireOwnerOfShared(spaces: MemberPorts['spaces'], viewer: Viewer, spaceId: string): Promise<void> {
  const { isPersonal } = await requireOwner(spaces, viewer, spaceId)
  if (isPersonal) requireScope(viewer, 'ADMIN')
}

function settle(outcome: MemberOutcome): void {
  if (outcome === 'not-found') throw notFound('member')
  if (outcome === 'last-owner') {
    throw new InvalidInput('principalId', 'A space keeps an owner: make somebody else one first.')
  }
}

function cleanName(name: string): string {
  const clean = toWellFormed(name).trim()
  if (clean.length < 1 || clean.length > 100) throw new InvalidInput('name', 'A name has 1 to 100 characters.')
  return clean
}
