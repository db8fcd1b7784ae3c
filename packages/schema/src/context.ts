import type { SetPassword } from '@sluice/core/access/password'
import type { MadeServiceToken, NewServiceToken } from '@sluice/core/access/service-token'
import type { UnlinkIssuer } from '@sluice/core/access/unlink-issuer'
import type { Activity } from '@sluice/core/activity/activity'
import type { ActivityEvent } from '@sluice/core/activity/event'
import type { BudgetStanding } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import type { EstimateInput, StartEstimate } from '@sluice/core/budget/estimate-start'
import type { BudgetSetting } from '@sluice/core/budget/set-budget'
import type { CommentRequest } from '@sluice/core/comment/comment'
import type { Choice, Opinion } from '@sluice/core/feedback/feedback'
import type { LoggedEvent, WatchEvent } from '@sluice/core/generation/event'
import type { SentMessage } from '@sluice/core/generation/provider-request'
import type { StartInput } from '@sluice/core/generation/start'
import type { LiveStream } from '@sluice/core/generation/watch'
import type { LineLoad } from '@sluice/core/line/load'
import type { ModelTimes } from '@sluice/core/line/model-times'
import type { Move } from '@sluice/core/line/move-in-line'
import type { QueuePlace } from '@sluice/core/line/queue-place'
import type { CapSetting } from '@sluice/core/line/set-cap'
import type { NewConnection, Reach } from '@sluice/core/provider/connection'
import type { RefineInput } from '@sluice/core/revision/refine'
import type { Revising } from '@sluice/core/revision/revise'
import type { MadeShare, ShareRequest } from '@sluice/core/share/share'
import type { Invitation, Member, SpaceRole, ThreadVisibility } from '@sluice/core/space/space'
import type { ForkInput } from '@sluice/core/thread/fork'
import type { Marks } from '@sluice/core/thread/thread'
import type { Viewer } from '@sluice/core/viewer'
import type { PrismaClient } from '@sluice/prisma/client'

/** A provider with what it lists, or with why it does not. */
export interface ProviderListing {
  readonly name: string
  readonly isReachable: boolean
  /** Why it cannot be reached; null when it can. */
  readonly message: string | null
  readonly checkedAt: Date
  readonly models: readonly { readonly id: string; readonly name: string; readonly contextTokens: number | null }[]
}

/** How busy providers and models are, in one reading, and how long models took lately. */
export interface BusyNow {
  readonly load: LineLoad
  readonly times: ReadonlyMap<string, ModelTimes>
}

/** What a generation has written, up to an event of its log. */
export interface SoFar {
  readonly seq: number
  readonly text: string
  readonly thinking: string
}

/** A generation that waits for approval, for one who may give it: they need not see its thread. */
export interface HeldGeneration {
  readonly id: string
  readonly spaceId: string
  /** What people call the one who started it. */
  readonly askedBy: string
  readonly model: string
  readonly since: Date
  readonly estimate: Estimate
}

/** What one who asks has left to read with, in this process. */
export interface RateStanding {
  /** What this request costs. */
  readonly cost: number
  readonly limit: number
  readonly remaining: number
  readonly resetAt: Date
}

/** What the requests of a viewer are charged to. */
export interface RateAccount {
  /** Charges a request; answers for how long to wait, in milliseconds, if there was not so much left, else null. */
  readonly charge: (cost: number) => Promise<number | null>
  readonly standing: () => Promise<RateStanding>
}

/**
 * What the schema needs of the rest. Everything in it acts as the viewer of this request. Groups are made when they are asked for: a subscription keeps its context for as
 * long as it is open, and needs none of them.
 */
export interface Context {
  readonly prisma: PrismaClient
  readonly viewer: Viewer
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal
  /** Core's use case; answers the id. */
  readonly start: (input: StartInput) => Promise<string>
  readonly cancel: (id: string) => Promise<void>
  /** Answers how many were stopped. */
  readonly cancelThread: (id: string) => Promise<number>
  readonly moveInLine: (move: Move) => Promise<void>
  /** Refuses what cannot be watched from there. */
  readonly checkWatch: (watch: { id: string; after: number }) => Promise<void>
  readonly watch: (watch: { id: string; after: number | null }) => LiveStream<WatchEvent>
  /** All that the viewer follows. */
  readonly activity: (activity: Pick<Activity, 'open' | 'since'>) => AsyncGenerator<ActivityEvent>
  /** What a generation that the viewer may see has written up to the event `seq`. All that is asked at once is of one reading. Null when it is gone. */
  readonly textOf: (id: string) => Promise<SoFar | null>
  /** That event alone. Of one that has ended by now it is the one before its end, so that whoever goes on from there is told how it ended. */
  readonly headOf: (id: string) => Promise<number | null>
  /** The text that someone has seen who has seen the log up to `seq`. */
  readonly textUpTo: (id: string, seq: number) => Promise<string>
  /** What the provider of a generation is sent that the viewer may see, but for the questions that `isHidden` says are not for them. */
  readonly sentMessages: (
    id: string,
    isHidden: (turn: { readonly ownerId: string; readonly isInternal: boolean }) => boolean,
  ) => Promise<readonly SentMessage[]>
  /** What its log holds after `after`, but for the pieces of its text. */
  readonly eventsOf: (
    id: string,
    range: { readonly after: number; readonly limit: number },
  ) => Promise<readonly LoggedEvent[]>
  /** Comments on generations; each refuses one who may not. */
  readonly comments: () => {
    /** Answers the id. */
    readonly add: (comment: CommentRequest) => Promise<string>
    readonly resolve: (comment: { readonly id: string; readonly isResolved: boolean }) => Promise<void>
    /** Answers the generation that it was about. */
    readonly delete: (id: string) => Promise<string>
  }
  /** What the viewer thinks of generations; each refuses one who may not. */
  readonly feedback: () => {
    readonly give: (opinion: Opinion) => Promise<void>
    readonly choose: (choice: Choice) => Promise<void>
  }
  /** Outputs in other words; each refuses one who may not. */
  readonly revisions: () => {
    /** Answers the id of the generation that rewrites the span. */
    readonly refine: (input: RefineInput) => Promise<string>
    readonly revise: (revising: Revising) => Promise<void>
    readonly refuse: (refinementId: string) => Promise<void>
    readonly undo: (what: { readonly generationId: string; readonly number: number }) => Promise<void>
    /** The whole text after a revision of a generation that the viewer may see; null when it has just been taken back. */
    readonly textAfter: (what: { readonly generationId: string; readonly number: number }) => Promise<string | null>
  }
  /** Caps set at run time. */
  readonly caps: () => {
    readonly list: () => Promise<readonly CapSetting[]>
    readonly set: (setting: Omit<CapSetting, 'cap'> & { cap: number | null }) => Promise<readonly CapSetting[]>
  }
  /** Providers added at run time; each change refuses one who may not. */
  readonly connections: () => {
    readonly add: (connection: NewConnection) => Promise<string>
    readonly update: (change: {
      readonly id: string
      readonly baseUrl: string | undefined
      readonly apiKey: Reach['apiKey']
    }) => Promise<void>
    readonly remove: (id: string) => Promise<void>
    /** Why this process cannot use one; null when it can. */
    readonly problemOf: (id: string) => string | null
  }
  /** What may be used in a day or a month. */
  readonly budgets: () => {
    /** Those that the viewer may see. */
    readonly list: () => Promise<readonly BudgetStanding[]>
    readonly set: (setting: BudgetSetting) => Promise<void>
  }
  /** What a start would use, and what budgets would say to it. */
  readonly estimate: (input: EstimateInput) => Promise<StartEstimate>
  /** Generations that wait for approval; each refuses one who may not. */
  readonly approvals: () => {
    /** Those that the viewer may answer, the oldest first. */
    readonly list: () => Promise<readonly HeldGeneration[]>
    readonly approve: (id: string) => Promise<void>
    readonly decline: (id: string) => Promise<void>
  }
  readonly rateLimit: RateAccount
  /** Spaces and who is in them; each refuses one who may not. */
  readonly spaces: () => {
    readonly create: (name: string) => Promise<string>
    /** Answers the secret of a link that signs them in. */
    readonly invite: (invitation: Invitation) => Promise<string>
    readonly setRole: (member: Member & { readonly role: SpaceRole }) => Promise<void>
    readonly remove: (member: Member) => Promise<void>
    /** The models that the viewer may ask there; null for all. Refuses one who is not in it. */
    readonly allowedModels: (spaceId: string) => Promise<readonly string[] | null>
    readonly setModels: (what: { readonly spaceId: string; readonly models: readonly string[] | null }) => Promise<void>
    readonly share: (what: { readonly threadId: string; readonly visibility: ThreadVisibility }) => Promise<void>
  }
  /** Threads; each change refuses one who may not. */
  readonly threads: () => {
    readonly rename: (what: { readonly threadId: string; readonly title: string }) => Promise<void>
    readonly mark: (marks: Marks) => Promise<void>
    /** Answers the id of the new thread. */
    readonly fork: (input: ForkInput) => Promise<string>
  }
  /** Ids of what holds a text that the viewer may see: of the newest 5,000, 1,000 at most. */
  readonly search: () => {
    readonly threads: (text: string) => Promise<readonly string[]>
    /** Of their own. */
    readonly generations: (text: string) => Promise<readonly string[]>
  }
  /** Each refuses one who may not. */
  readonly deletions: () => {
    readonly thread: (id: string) => Promise<void>
    readonly space: (id: string) => Promise<void>
    readonly person: (id: string) => Promise<void>
    readonly setRetention: (what: { readonly spaceId: string; readonly days: number | null }) => Promise<void>
  }
  /** Shares of threads; each refuses one who may not. */
  readonly shares: () => {
    readonly create: (share: ShareRequest) => Promise<MadeShare>
    readonly revoke: (id: string) => Promise<void>
  }
  /** Answers the secret of a link that signs a person in; refuses one who may not. */
  readonly signInLink: (principalId: string) => Promise<string>
  /** Tokens of internal services; each refuses one who may not. */
  readonly serviceTokens: () => {
    readonly create: (token: NewServiceToken) => Promise<MadeServiceToken>
    readonly rotate: (what: { readonly id: string; readonly overlapMs: number }) => Promise<MadeServiceToken>
    readonly revoke: (id: string) => Promise<void>
  }
  readonly sessions: () => {
    /** The session that asks; null for a service. */
    readonly current: string | null
    readonly revoke: (id: string) => Promise<void>
  }
  /** Sets the viewer's e-mail and password. */
  readonly setPassword: (password: SetPassword) => Promise<void>
  /** Whether that takes the password that they have now. */
  readonly needsCurrentPassword: () => Promise<boolean>
  /** Takes from the viewer the account by which they sign in at the issuer. */
  readonly unlinkIssuer: (unlinking: UnlinkIssuer) => Promise<void>
  readonly models: (options: { refresh: boolean }) => Promise<readonly ProviderListing[]>
  /** Where a generation that the viewer may see stands in line; null when it is not queued. */
  readonly placeOf: (id: string) => Promise<QueuePlace | null>
  readonly busyNow: () => Promise<BusyNow>
}
