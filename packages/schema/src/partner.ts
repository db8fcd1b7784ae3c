import { type ErrorCode, errorCodes } from '@sluice/core/app-error'
import type { SpaceRole } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'

/** By whose role it goes: through a share nobody is shown more than whoever made it. */
function judgedBy({ id, share }: Viewer): string {
  return share?.madeById ?? id
}

/** What has to be read of a generation to tell whether its viewer sees it as a partner. */
export function partnerSelect(viewer: Viewer) {
  return {
    ownerId: true,
    space: { select: { members: { where: { principalId: judgedBy(viewer) }, select: { role: true } } } },
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
function isPartnerOf({ ownerId, space }: SeenByRole, viewer: Viewer): boolean {
  return ownerId !== judgedBy(viewer) && !space.members.some(({ role }) => role !== 'PARTNER')
}

/** Whether what was asked is not shown to the viewer, nor what was thought about it. Through a share nothing internal is. */
export function isHiddenFrom(seen: SeenByRole & { readonly isInternal: boolean }, viewer: Viewer): boolean {
  const { share } = viewer
  return share ? seen.isInternal || !share.showsPrompts : seen.isInternal && isPartnerOf(seen, viewer)
}

/** Whether the viewer is not shown what it cost. */
export function isCostHiddenFrom(seen: SeenByRole, viewer: Viewer): boolean {
  return viewer.share?.showsCost === false || isPartnerOf(seen, viewer)
}

/** Whether the viewer is not shown for whom it was started, or how its caller has marked it. */
export function areCallersHiddenFrom(seen: SeenByRole, viewer: Viewer): boolean {
  return viewer.share !== undefined || isPartnerOf(seen, viewer)
}

/** Why something failed, in words for its viewer: those outside are not told what is configured here, nor how to mend it. */
export function failureFor({ share }: Viewer, code: ErrorCode, message: string): string {
  return share ? errorCodes[code] : message
}
