import type { appEn } from '../app/app.en.ts'
import type { approvalsEn } from '../approvals/approvals.en.ts'
import type { commentsEn } from '../comments/comments.en.ts'
import type { compareEn } from '../compare/compare.en.ts'
import type { composerEn } from '../composer/composer.en.ts'
import type { estimateEn } from '../composer/estimate.en.ts'
import type { feedbackEn } from '../feedback/feedback.en.ts'
import type { generationEn } from '../generation/generation.en.ts'
import type { apiEn } from '../graphql/api.en.ts'
import type { inboxEn } from '../inbox/inbox.en.ts'
import type { markdownEn } from '../markdown/markdown.en.ts'
import type { paletteEn } from '../palette/palette.en.ts'
import type { panesEn } from '../panes/panes.en.ts'
import type { provenanceEn } from '../provenance/provenance.en.ts'
import type { refineEn } from '../refine/refine.en.ts'
import type { accountEn } from '../settings/account/account.en.ts'
import type { ownDataEn } from '../settings/account/own-data.en.ts'
import type { auditEn } from '../settings/audit/audit.en.ts'
import type { budgetsEn } from '../settings/budgets/budgets.en.ts'
import type { capsEn } from '../settings/caps/caps.en.ts'
import type { providersEn } from '../settings/providers/providers.en.ts'
import type { sessionsEn } from '../settings/sessions/sessions.en.ts'
import type { settingsEn } from '../settings/settings.en.ts'
import type { spaceKeepingEn } from '../settings/spaces/space-keeping.en.ts'
import type { spacesEn } from '../settings/spaces/spaces.en.ts'
import type { tokensEn } from '../settings/tokens/tokens.en.ts'
import type { shareEn } from '../share/share.en.ts'
import type { signInEn } from '../sign-in/sign-in.en.ts'
import type { sharingEn } from '../thread/sharing.en.ts'
import type { threadEn } from '../thread/thread.en.ts'
import type { tourEn } from '../tour/tour.en.ts'
import type { trayEn } from '../tray/tray.en.ts'
import type { uiEn } from '../ui/ui.en.ts'

/** The same words in another language: each key is there, and says something of the same kind. */
export type Translation<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Translation<Words[Key]>
}

/** All words of the page, by feature. Types only: the English words load with their feature, the others all at once. */
export type Dictionary = {
  app: Translation<typeof appEn>
  thread: Translation<typeof threadEn>
  comments: Translation<typeof commentsEn>
  compare: Translation<typeof compareEn>
  feedback: Translation<typeof feedbackEn>
  provenance: Translation<typeof provenanceEn>
  refine: Translation<typeof refineEn>
  inbox: Translation<typeof inboxEn>
  panes: Translation<typeof panesEn>
  tray: Translation<typeof trayEn>
  composer: Translation<typeof composerEn>
  generation: Translation<typeof generationEn>
  markdown: Translation<typeof markdownEn>
  palette: Translation<typeof paletteEn>
  share: Translation<typeof shareEn>
  signIn: Translation<typeof signInEn>
  tour: Translation<typeof tourEn>
  ui: Translation<typeof uiEn>
  approvals: Translation<typeof approvalsEn>
  budgets: Translation<typeof budgetsEn>
  estimate: Translation<typeof estimateEn>
  ownData: Translation<typeof ownDataEn>
  providers: Translation<typeof providersEn>
  spaceKeeping: Translation<typeof spaceKeepingEn>
  settings: Translation<typeof settingsEn>
  account: Translation<typeof accountEn>
  sessions: Translation<typeof sessionsEn>
  spaces: Translation<typeof spacesEn>
  tokens: Translation<typeof tokensEn>
  caps: Translation<typeof capsEn>
  audit: Translation<typeof auditEn>
  sharing: Translation<typeof sharingEn>
  api: Translation<typeof apiEn>
}
