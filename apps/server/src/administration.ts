import { createServiceToken, revokeServiceToken, rotateServiceToken } from '@sluice/core/access/service-token'
import { makeSignInLink } from '@sluice/core/access/sign-in-link'
import { notFound } from '@sluice/core/app-error'
import { approveGeneration, declineGeneration } from '@sluice/core/budget/approval'
import { setBudget } from '@sluice/core/budget/set-budget'
import { deletePerson, deleteSpace, deleteThread, setRetention } from '@sluice/core/deletion/deletion'
import { setCap } from '@sluice/core/line/set-cap'
import { addProvider, removeProvider, updateProvider } from '@sluice/core/provider/connection'
import { createShare, revokeShare } from '@sluice/core/share/share'
import { setSpaceModels } from '@sluice/core/space/partner-models'
import { createSpace, inviteToSpace, removeMember, setMemberRole, shareThread } from '@sluice/core/space/space'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { makeServiceTokenStore } from './auth/service-tokens.ts'
import { makeSignInLinks } from './auth/sign-in-links.ts'
import type { SignedIn } from './auth/viewer.ts'
import { makeApprovalStore } from './budget/approval-store.ts'
import { makeBudgetStore } from './budget/budget-store.ts'
import { listHeld } from './budget/held.ts'
import { listStandings } from './budget/standings.ts'
import { makeConnectionStore } from './connection/connection-store.ts'
import type { LiveProviders } from './connection/live-providers.ts'
import type { AddressGuard } from './provider/address-guard.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import { makeCapStore } from './store/cap-store.ts'
import { makeDeletionStore } from './store/deletion-store.ts'
import { makeMemberStore } from './store/member-store.ts'
import { makePartnerModelStore } from './store/partner-model-store.ts'
import { findStanding } from './store/place.ts'
import { makeShareStore } from './store/share-store.ts'
import { makeSpaceStore } from './store/space-store.ts'
import type { StopHints } from './store/stop.ts'

/** What providers are added with at run time. */
export interface Connecting {
  readonly box: SecretBox
  readonly guard: AddressGuard
  readonly providers: LiveProviders
  /** Names of the operator's own. */
  readonly taken: ReadonlySet<string>
  /** After the commit: has this process serve what there is now, and the others. */
  readonly onChanged: () => Promise<void>
}

/** Who administers, and from where. */
interface Administering {
  readonly database: Database
  readonly signedIn: SignedIn
  readonly address: string | null
  readonly stopHints: StopHints
  /** Something may be taken from the line that could not be before. */
  readonly onQueued: () => void
  readonly connecting: Connecting
}

/** What is done to who gets in and how much may run. Each use case looks at the viewer's right itself. */
export function administrationFor({
  database,
  signedIn: { viewer },
  address,
  stopHints,
  onQueued,
  connecting,
}: Administering): Pick<
  Context,
  'approvals' | 'budgets' | 'caps' | 'connections' | 'deletions' | 'spaces' | 'shares' | 'signInLink' | 'serviceTokens'
> {
  const actor = { viewer, address }
  const capStore = makeCapStore({ database, actor, onChanged: onQueued })
  const spaces = makeSpaceStore(database, address)
  const deletions = makeDeletionStore({ database, address, ...stopHints })
  const memberPorts = { spaces, members: makeMemberStore(database, address) }
  const shareStore = makeShareStore(database, address)
  const budgetPorts = { spaces, budgets: makeBudgetStore(database, address) }
  const modelPorts = { spaces, partnerModels: makePartnerModelStore(database, address) }
  const approvals = makeApprovalStore({ database, address, onQueued, onEnded: stopHints.onEnded })
  const tokenStore = makeServiceTokenStore(database, address)
  const { providers, guard, ...rest } = connecting
  const connectionPorts = {
    store: makeConnectionStore({ ...rest, database, address }),
    taken: rest.taken,
    isRefused: guard.isUrlRefused,
  }
  return {
    caps: { list: capStore.list, set: (setting) => setCap(capStore, viewer, setting) },
    budgets: {
      list: () => listStandings(database, viewer.id, viewer.scopes.has('ADMIN')),
      set: (setting) => setBudget(budgetPorts, viewer, setting),
    },
    approvals: {
      list: () => listHeld(database, viewer),
      approve: (id) => approveGeneration(approvals, viewer, id),
      decline: (id) => declineGeneration(approvals, viewer, id),
    },
    serviceTokens: {
      create: (token) => createServiceToken(tokenStore, viewer, { ...token, now: new Date() }),
      rotate: (what) => rotateServiceToken(tokenStore, viewer, what),
      revoke: (id) => revokeServiceToken(tokenStore, viewer, id),
    },
    spaces: {
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
    },
    deletions: {
      thread: (id) => deleteThread(deletions, viewer, id),
      space: (id) => deleteSpace({ spaces, deletions }, viewer, id),
      person: (id) => deletePerson(deletions, viewer, id),
      setRetention: (what) => setRetention({ spaces, retention: deletions }, viewer, what),
    },
    shares: {
      create: (share) => createShare(shareStore, viewer, { ...share, now: new Date() }),
      revoke: (id) => revokeShare(shareStore, viewer, id),
    },
    connections: {
      add: (connection) => addProvider(connectionPorts, viewer, connection),
      update: (change) => updateProvider(connectionPorts, viewer, change),
      remove: (id) => removeProvider(connectionPorts, viewer, id),
      problemOf: providers.problemOf,
    },
    signInLink: (principalId) => makeSignInLink(makeSignInLinks(database, address), viewer, principalId),
  }
}
