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

/** Whether the viewer is a partner in its space, and it is not their own: then neither cost nor internal prompts are shown. */
export function isPartnerOf({ ownerId, space }: SeenByRole, { id }: Viewer): boolean {
  return ownerId !== id && space.members.some(({ role }) => role === 'PARTNER')
}
