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
  return {
    caps() {
      const store = makeCapStore({ database, actor: { viewer, address }, onChanged: onQueued })
      return { list: store.list, set: (setting) => setCap(store, viewer, setting) }
    },
    budgets() {
      const ports = { spaces: makeSpaceStore(database, address), budgets: makeBudgetStore(database, address) }
      return {
        list: () => listStandings(database, viewer.id, viewer.scopes.has('ADMIN')),
        set: (setting) => setBudget(ports, viewer, setting),
      }
    },
    approvals() {
      const store = makeApprovalStore({ database, address, onQueued, onEnded: stopHints.onEnded })
      return {
        list: () => listHeld(database, viewer),
        approve: (id) => approveGeneration(store, viewer, id),
        decline: (id) => declineGeneration(store, viewer, id),
      }
    },
    serviceTokens() {
      const store = makeServiceTokenStore(database, address)
      return {
        create: (token) => createServiceToken(store, viewer, { ...token, now: new Date() }),
        rotate: (what) => rotateServiceToken(store, viewer, what),
        revoke: (id) => revokeServiceToken(store, viewer, id),
      }
    },
    connections() {
      const { providers, guard, ...rest } = connecting
      const ports = {
        store: makeConnectionStore({ ...rest, database, address }),
        taken: rest.taken,
        isRefused: guard.isUrlRefused,
      }
      return {
        add: (connection) => addProvider(ports, viewer, connection),
        update: (change) => updateProvider(ports, viewer, change),
        remove: (id) => removeProvider(ports, viewer, id),
        problemOf: providers.problemOf,
      }
    },
    signInLink: (principalId) => makeSignInLink(makeSignInLinks(database, address), viewer, principalId),
  }
}
