import type { SpaceRole } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'

/** What has to be read of a generation to tell whether its viewer sees it as a partner. */
export function partnerSelect({ id }: Viewer) {
  return {
    ownerId: true,
    space: { select: { members: { where: { principalId: id }, select: { role: true } } } },
  } as const
}

/** What {@link partnerSelect} reads. */
export interface SeenByRole {
  readonly ownerId: string
  readonly space: { readonly members: readonly { readonly role: SpaceRole }[] }
}

/**
 * Whether the viewer is to see it as a partner does: it is not their own, and they are no owner or staff of its space. So too one
 * who has left the space and still sees their own thread.
 */
export function isPartnerOf({ ownerId, space }: SeenByRole, { id }: Viewer): boolean {
  return ownerId !== id && !space.members.some(({ role }) => role !== 'PARTNER')
}

/** Whether what was asked is not shown to the viewer, nor what was thought about it. */
export function isHiddenFrom(seen: SeenByRole & { readonly isInternal: boolean }, viewer: Viewer): boolean {
  return seen.isInternal && isPartnerOf(seen, viewer)
}
