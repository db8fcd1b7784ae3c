import { type Component, lazy } from 'solid-js'
import type { Viewer } from '../app/app-requests.ts'

export type Section = {
  /** Its address is `/settings/<path>`, with an id after it where it has several. */
  path: string
  title: string
  group: 'You' | 'This server'
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
    title: 'Account',
    group: 'You',
    isFor: everybody,
    view: lazy(() => import('./account/account-view.tsx').then((view) => ({ default: view.AccountView }))),
  },
  {
    path: 'spaces',
    title: 'Spaces',
    group: 'You',
    isFor: everybody,
    view: lazy(() => import('./spaces/spaces-view.tsx').then((view) => ({ default: view.SpacesView }))),
  },
  {
    path: 'budgets',
    title: 'Budgets',
    group: 'You',
    isFor: everybody,
    view: lazy(() => import('./budgets/budgets-view.tsx').then((view) => ({ default: view.BudgetsView }))),
  },
  {
    path: 'approvals',
    title: 'Approvals',
    group: 'You',
    isFor: owners,
    view: lazy(() => import('./approvals/approvals-view.tsx').then((view) => ({ default: view.ApprovalsView }))),
  },
  {
    path: 'browsers',
    title: 'Browsers',
    group: 'You',
    isFor: everybody,
    view: lazy(() => import('./sessions/sessions-view.tsx').then((view) => ({ default: view.SessionsView }))),
  },
  {
    path: 'providers',
    title: 'Providers',
    group: 'This server',
    isFor: administrators,
    view: lazy(() => import('./providers/providers-view.tsx').then((view) => ({ default: view.ProvidersView }))),
  },
  {
    path: 'service-tokens',
    title: 'Service tokens',
    group: 'This server',
    isFor: administrators,
    view: lazy(() => import('./tokens/tokens-view.tsx').then((view) => ({ default: view.TokensView }))),
  },
  {
    path: 'caps',
    title: 'Caps',
    group: 'This server',
    isFor: administrators,
    view: lazy(() => import('./caps/caps-view.tsx').then((view) => ({ default: view.CapsView }))),
  },
  {
    path: 'audit-log',
    title: 'Audit log',
    group: 'This server',
    isFor: administrators,
    view: lazy(() => import('./audit/audit-view.tsx').then((view) => ({ default: view.AuditView }))),
  },
]

/** Those that this viewer has. */
export const sectionsFor = (viewer: Viewer): readonly Section[] => sections.filter((section) => section.isFor(viewer))
