import type { Component } from 'solid-js'
import type { Viewer } from '../app/app-requests.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

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
    view: lazyPart(() => import('./account/account-view.tsx').then(({ AccountView }) => AccountView)),
  },
  {
    path: 'spaces',
    group: 'you',
    isFor: everybody,
    view: lazyPart(() => import('./spaces/spaces-view.tsx').then(({ SpacesView }) => SpacesView)),
  },
  {
    path: 'budgets',
    group: 'you',
    isFor: everybody,
    view: lazyPart(() => import('./budgets/budgets-view.tsx').then(({ BudgetsView }) => BudgetsView)),
  },
  {
    path: 'approvals',
    group: 'you',
    isFor: owners,
    view: lazyPart(() => import('./approvals/approvals-view.tsx').then(({ ApprovalsView }) => ApprovalsView)),
  },
  {
    path: 'browsers',
    group: 'you',
    isFor: everybody,
    view: lazyPart(() => import('./sessions/sessions-view.tsx').then(({ SessionsView }) => SessionsView)),
  },
  {
    path: 'providers',
    group: 'server',
    isFor: administrators,
    view: lazyPart(() => import('./providers/providers-view.tsx').then(({ ProvidersView }) => ProvidersView)),
  },
  {
    path: 'service-tokens',
    group: 'server',
    isFor: administrators,
    view: lazyPart(() => import('./tokens/tokens-view.tsx').then(({ TokensView }) => TokensView)),
  },
  {
    path: 'caps',
    group: 'server',
    isFor: administrators,
    view: lazyPart(() => import('./caps/caps-view.tsx').then(({ CapsView }) => CapsView)),
  },
  {
    path: 'audit-log',
    group: 'server',
    isFor: administrators,
    view: lazyPart(() => import('./audit/audit-view.tsx').then(({ AuditView }) => AuditView)),
  },
]

/** Those that this viewer has. */
export const sectionsFor = (viewer: Viewer): readonly Section[] => sections.filter((section) => section.isFor(viewer))
