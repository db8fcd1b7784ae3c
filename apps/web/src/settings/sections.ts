import { type Component, lazy } from 'solid-js'
import type { Viewer } from '../app/app-requests.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

export type Section = {
  /** Its address is `/settings/<path>`, with an id after it where it has several; its name is known by it too. */
  path: keyof Dictionary['settings']['sections']
  group: keyof Dictionary['settings']['groups']
  /** To everybody else it is not there. */
  isFor: (viewer: Viewer) => boolean
  view: Component
}

const everybody = () => true
const administrators = (viewer: Viewer) => viewer.isAdmin
const owners = (viewer: Viewer) => viewer.isAdmin || viewer.spaces.some(({ role }) => role === 'OWNER')

/** All pages of the settings, in the order in which they are listed. The code of each is loaded when it is opened. */
const sections: readonly Section[] = [
  {
    path: 'account',
    group: 'you',
    isFor: everybody,
    view: lazy(() => import('./account/account-view.tsx').then((view) => ({ default: view.AccountView }))),
  },
  {
    path: 'spaces',
    group: 'you',
    isFor: everybody,
    view: lazy(() => import('./spaces/spaces-view.tsx').then((view) => ({ default: view.SpacesView }))),
  },
  {
    path: 'budgets',
    group: 'you',
    isFor: everybody,
    view: lazy(() => import('./budgets/budgets-view.tsx').then((view) => ({ default: view.BudgetsView }))),
  },
  {
    path: 'approvals',
    group: 'you',
    isFor: owners,
    view: lazy(() => import('./approvals/approvals-view.tsx').then((view) => ({ default: view.ApprovalsView }))),
  },
  {
    path: 'browsers',
    group: 'you',
    isFor: everybody,
    view: lazy(() => import('./sessions/sessions-view.tsx').then((view) => ({ default: view.SessionsView }))),
  },
  {
    path: 'providers',
    group: 'server',
    isFor: administrators,
    view: lazy(() => import('./providers/providers-view.tsx').then((view) => ({ default: view.ProvidersView }))),
  },
  {
    path: 'service-tokens',
    group: 'server',
    isFor: administrators,
    view: lazy(() => import('./tokens/tokens-view.tsx').then((view) => ({ default: view.TokensView }))),
  },
  {
    path: 'caps',
    group: 'server',
    isFor: administrators,
    view: lazy(() => import('./caps/caps-view.tsx').then((view) => ({ default: view.CapsView }))),
  },
  {
    path: 'audit-log',
    group: 'server',
    isFor: administrators,
    view: lazy(() => import('./audit/audit-view.tsx').then((view) => ({ default: view.AuditView }))),
  },
]

/** Those that this viewer has. */
export const sectionsFor = (viewer: Viewer): readonly Section[] => sections.filter((section) => section.isFor(viewer))
