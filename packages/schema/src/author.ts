import type { SpaceRole } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'

/** What has to be read of somebody who has said something, to tell by what name its viewer knows them. */
export const authorSelect = {
  id: true,
  name: true,
  deletedAt: true,
  memberships: { where: { role: { in: ['OWNER', 'STAFF'] as SpaceRole[] } }, select: { spaceId: true } },
} as const

/** What has to be read of the generation that they have said it about. */
export function audienceSelect({ id }: Viewer) {
  return {
    spaceId: true,
    space: { select: { members: { where: { principalId: id }, select: { role: true } } } },
  } as const
}

/** What {@link authorSelect} reads. */
export interface Author {
  readonly id: string
  readonly name: string
  readonly deletedAt: Date | null
  readonly memberships: readonly { readonly spaceId: string }[]
}

/** What {@link audienceSelect} reads. */
export interface Audience {
  readonly spaceId: string
  readonly space: { readonly members: readonly { readonly role: SpaceRole }[] }
}

/** How fields that name somebody say whom they name to partners. */
export const namedAs =
  'Owners and staff of the space are told every name. Others, its partners, are told their own and those of owners and staff; to them another partner’s comes as empty text.'

/**
 * By what name a viewer knows somebody who has said something where both see it. Whoever speaks for the space does so by name; partners, who are
 * told of themselves alone among its members, do not learn from that who else is one.
 */
export function nameFor(viewer: Viewer, author: Author, { spaceId, space }: Audience): string {
  const isInside = space.members.some(({ role }) => role !== 'PARTNER')
  const speaksForSpace = author.memberships.some((membership) => membership.spaceId === spaceId)
  if (author.id !== viewer.id && !isInside && !speaksForSpace) return ''
  return author.deletedAt ? 'Deleted person' : author.name
}
