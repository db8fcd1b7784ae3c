import { notFound } from '@sluice/core/app-error'
import { deletePerson, deleteSpace, deleteThread, setRetention } from '@sluice/core/deletion/deletion'
import { createShare, revokeShare } from '@sluice/core/share/share'
import { setSpaceModels } from '@sluice/core/space/partner-models'
import { createSpace, inviteToSpace, removeMember, setMemberRole, shareThread } from '@sluice/core/space/space'
import type { Context } from '@sluice/schema/context'
import { makeDeletionStore } from '../store/deletion-store.ts'
import { makeMemberStore } from '../store/member-store.ts'
import { makePartnerModelStore } from '../store/partner-model-store.ts'
import { findStanding } from '../store/place.ts'
import { makeShareStore } from '../store/share-store.ts'
import { makeSpaceStore } from '../store/space-store.ts'
import type { Administering } from './administration.ts'

/** What is done to spaces, who is in them, and what they share. Each use case looks at the viewer's right itself. */
export function spacesFor({
  database,
  signedIn: { viewer },
  address,
  stopHints,
}: Administering): Pick<Context, 'spaces' | 'deletions' | 'shares'> {
  return {
    spaces() {
      const spaces = makeSpaceStore(database, address)
      const memberPorts = { spaces, members: makeMemberStore(database, address) }
      const modelPorts = { spaces, partnerModels: makePartnerModelStore(database, address) }
      return {
        create: (name) => createSpace(spaces, viewer, name),
        invite: (invitation) => inviteToSpace(memberPorts, viewer, invitation),
        setRole: (member) => setMemberRole(memberPorts, viewer, member),
        remove: (member) => removeMember(memberPorts, viewer, member),
        async allowedModels(spaceId) {
          const standing = await findStanding(database, viewer, spaceId)
          if (!standing) throw notFound('space')
          return standing.allowedModels
        },
        setModels: (what) => setSpaceModels(modelPorts, viewer, what),
        share: (what) => shareThread(spaces, viewer, what),
      }
    },
    deletions() {
      const spaces = makeSpaceStore(database, address)
      const deletions = makeDeletionStore({ database, address, ...stopHints })
      return {
        thread: (id) => deleteThread(deletions, viewer, id),
        space: (id) => deleteSpace({ spaces, deletions }, viewer, id),
        person: (id) => deletePerson(deletions, viewer, id),
        setRetention: (what) => setRetention({ spaces, retention: deletions }, viewer, what),
      }
    },
    shares() {
      const store = makeShareStore(database, address)
      return {
        create: (share) => createShare(store, viewer, { ...share, now: new Date() }),
        revoke: (id) => revokeShare(store, viewer, id),
      }
    },
  }
}
