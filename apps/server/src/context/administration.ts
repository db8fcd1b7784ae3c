import { createServiceToken, revokeServiceToken, rotateServiceToken } from '@sluice/core/access/service-token'
import { makeSignInLink } from '@sluice/core/access/sign-in-link'
import { approveGeneration, declineGeneration } from '@sluice/core/budget/approval'
import { setBudget } from '@sluice/core/budget/set-budget'
import { setCap } from '@sluice/core/line/set-cap'
import { addProvider, removeProvider, updateProvider } from '@sluice/core/provider/connection'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { makeServiceTokenStore } from '../auth/service-tokens.ts'
import { makeSignInLinks } from '../auth/sign-in-links.ts'
import type { SignedIn } from '../auth/viewer.ts'
import { makeApprovalStore } from '../budget/approval-store.ts'
import { makeBudgetStore } from '../budget/budget-store.ts'
import { listHeld } from '../budget/held.ts'
import { listStandings } from '../budget/standings.ts'
import { makeConnectionStore } from '../connection/connection-store.ts'
import type { LiveProviders } from '../connection/live-providers.ts'
import type { AddressGuard } from '../provider/address-guard.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { makeCapStore } from '../store/cap-store.ts'
import { makeSpaceStore } from '../store/space-store.ts'
import type { StopHints } from '../store/stop.ts'

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
export interface Administering {
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
}: Administering): Pick<Context, 'approvals' | 'budgets' | 'caps' | 'connections' | 'signInLink' | 'serviceTokens'> {
  const actor = { viewer, address }
  const capStore = makeCapStore({ database, actor, onChanged: onQueued })
  const budgetPorts = { spaces: makeSpaceStore(database, address), budgets: makeBudgetStore(database, address) }
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
    connections: {
      add: (connection) => addProvider(connectionPorts, viewer, connection),
      update: (change) => updateProvider(connectionPorts, viewer, change),
      remove: (id) => removeProvider(connectionPorts, viewer, id),
      problemOf: providers.problemOf,
    },
    signInLink: (principalId) => makeSignInLink(makeSignInLinks(database, address), viewer, principalId),
  }
}
