import type { Viewer } from '@sluice/core/viewer'
import type { SignedIn } from '../auth/viewer.ts'
import { networkOf } from './network-of.ts'

/** What part of what a person has one visitor of a share has: an address may be that of a whole office, whose pages ask every five seconds. */
export const visitorPart = 2

/** One for whom it is counted what a request uses. */
export type Counted =
  | { readonly kind: Viewer['kind']; readonly id: string }
  | {
      /** One of those who look through a share: each has a {@link visitorPart | part} of what a person has, and all through shares of one maker have as much as a person. */
      readonly kind: 'VISITOR'
      /** Names the share, and who looks or from where. */
      readonly id: string
      readonly makerId: string
    }

/** The viewer or, through a share, one visitor of it: no visitor uses up what the others have. */
export function countedFor({ viewer, through }: SignedIn, address: string | null): Counted {
  const { id, kind, share } = viewer
  if (!share) return { kind, id }
  const visitor = through?.principalId ?? networkOf(address ?? '')
  return { kind: 'VISITOR', id: `${id} ${visitor}`, makerId: `shares of ${share.madeById}` }
}
