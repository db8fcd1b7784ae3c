import { appDe } from '../app/app.de.ts'
import { approvalsDe } from '../approvals/approvals.de.ts'
import { commentsDe } from '../comments/comments.de.ts'
import { compareDe } from '../compare/compare.de.ts'
import { composerDe } from '../composer/composer.de.ts'
import { estimateDe } from '../composer/estimate.de.ts'
import { feedbackDe } from '../feedback/feedback.de.ts'
import { generationDe } from '../generation/generation.de.ts'
import { apiDe } from '../graphql/api.de.ts'
import { inboxDe } from '../inbox/inbox.de.ts'
import { markdownDe } from '../markdown/markdown.de.ts'
import { paletteDe } from '../palette/palette.de.ts'
import { panesDe } from '../panes/panes.de.ts'
import { provenanceDe } from '../provenance/provenance.de.ts'
import { refineDe } from '../refine/refine.de.ts'
import { accountDe } from '../settings/account/account.de.ts'
import { ownDataDe } from '../settings/account/own-data.de.ts'
import { auditDe } from '../settings/audit/audit.de.ts'
import { budgetsDe } from '../settings/budgets/budgets.de.ts'
import { capsDe } from '../settings/caps/caps.de.ts'
import { providersDe } from '../settings/providers/providers.de.ts'
import { sessionsDe } from '../settings/sessions/sessions.de.ts'
import { settingsDe } from '../settings/settings.de.ts'
import { spaceKeepingDe } from '../settings/spaces/space-keeping.de.ts'
import { spacesDe } from '../settings/spaces/spaces.de.ts'
import { tokensDe } from '../settings/tokens/tokens.de.ts'
import { shareDe } from '../share/share.de.ts'
import { signInDe } from '../sign-in/sign-in.de.ts'
import { sharingDe } from '../thread/sharing.de.ts'
import { threadDe } from '../thread/thread.de.ts'
import { tourDe } from '../tour/tour.de.ts'
import { trayDe } from '../tray/tray.de.ts'
import { uiDe } from '../ui/ui.de.ts'
import type { Dictionary } from './dictionary.ts'

/** The whole page in German. */
export const dictionaryDe: Dictionary = {
  app: appDe,
  thread: threadDe,
  comments: commentsDe,
  compare: compareDe,
  feedback: feedbackDe,
  provenance: provenanceDe,
  refine: refineDe,
  inbox: inboxDe,
  panes: panesDe,
  tray: trayDe,
  composer: composerDe,
  generation: generationDe,
  markdown: markdownDe,
  palette: paletteDe,
  share: shareDe,
  signIn: signInDe,
  tour: tourDe,
  ui: uiDe,
  approvals: approvalsDe,
  budgets: budgetsDe,
  estimate: estimateDe,
  ownData: ownDataDe,
  providers: providersDe,
  spaceKeeping: spaceKeepingDe,
  settings: settingsDe,
  account: accountDe,
  sessions: sessionsDe,
  spaces: spacesDe,
  tokens: tokensDe,
  caps: capsDe,
  audit: auditDe,
  sharing: sharingDe,
  api: apiDe,
}
