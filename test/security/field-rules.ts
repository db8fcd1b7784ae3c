import type { GraphQLObjectType } from 'graphql'

/**
 * How a partner, who sees what a space shares, sees a field that its owner sees: SHOWN as it is, HIDDEN as null or empty where it belongs to an internal
 * prompt or tells what something cost, OWN where it says something else to each viewer, or ADMIN: nobody gets to it who does not administer.
 */
export type FieldRule = 'SHOWN' | 'HIDDEN' | 'OWN' | 'ADMIN'

const all = (rule: FieldRule, names: string): Record<string, FieldRule> =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]))
const shown = (names: string) => all('SHOWN', names)
const hidden = (names: string) => all('HIDDEN', names)
const own = (names: string) => all('OWN', names)

const ofEveryEvent = shown('cursor seq at generation')
/** Of what is not in the log: the time is that of its sending. */
const ofUnlogged = { ...ofEveryEvent, ...own('at') }

/** Every type that a query or a stream can lead to. A field that is added to one fails the test until somebody has said who sees it. */
export const fieldRules: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> = {
  Generation: {
    ...shown(
      'id attempts comments createdAt cursor endedAt error events finishReason firstTokenAt hold isCopy isInternal json',
    ),
    ...shown(
      'labels model onBehalfOf parameters parent phase priority provider requestedModel startedAt status text thread usage',
    ),
    ...hidden('cost instructions outputSchema prompt sentMessages thinking title'),
    ...shown('currentText refinement revisions'),
    ...own('feedback isMine isUnread queue'),
  },
  Comment: {
    ...shown('id createdAt end generation quote resolvedAt revision start text'),
    ...own('author isMine mayDelete resolvedBy'),
  },
  Feedback: own('id at author chosenOver isMine note rating'),
  SentMessage: shown('role text'),
  Revision: {
    ...shown('id number text start end replaced replacement source createdAt'),
    ...hidden('instruction'),
    ...own('author isMine'),
  },
  Refinement: { ...shown('of revision start end commentId state'), ...hidden('quote instruction') },
  Attempt: {
    ...shown('endedAt errorCode errorMessage firstTokenAt model number outcome partialText provider startedAt usage'),
    ...hidden('cost'),
  },
  GenerationError: shown('code message retryable'),
  GenerationParameters: shown('temperature maxOutputTokens reasoningEffort'),
  Usage: shown('inputTokens outputTokens cachedInputTokens reasoningTokens isEstimated'),
  QueuePlace: shown('position ahead etaMs reason running cap'),
  Thread: {
    ...shown('id createdAt generations space title visibility'),
    ...own('activeLeaf forkedFrom isArchived isMine isPinned isRenamable isShareable shares'),
  },
  Share: own(
    'id prefix createdBy showsPrompts showsCost requiresSignIn principalIds createdAt expiresAt revokedAt lastUsedAt',
  ),
  SharedView: own('thread showsPrompts showsCost requiresSignIn expiresAt'),
  Space: { ...shown('id createdAt name partnerModels retentionDays'), ...own('role members') },
  SpaceMember: own('id kind name role since'),
  Viewer: own('id kind name scopes signIn space'),
  OwnSignIn: own('email hasPassword needsCurrentPassword isLinked isOfIssuer'),
  Session: own('id createdAt expiresAt userAgent isCurrent'),
  ServiceToken: all('ADMIN', 'id service serviceId prefix scopes createdBy createdAt expiresAt revokedAt lastUsedAt'),
  AuditEntry: all('ADMIN', 'id at actorId actorName action subject details address'),
  ProviderConnection: all(
    'ADMIN',
    'id name kind baseUrl hasKey keyHint isUsable message createdBy createdAt changedAt',
  ),
  Cap: shown('scope name cap'),
  ModelProvider: shown('name isReachable isBreakerOpen message checkedAt models running cap'),
  Model: shown('id name contextTokens freeSlots recent'),
  ModelTimes: shown('firstTokenMs totalMs samples'),
  Quantiles: shown('p50 p90'),
  Budget: own('scope subject period unit action limit used reserved resetsAt'),
  Approval: own('id generation space askedBy model since tokens cost'),
  GenerationEstimate: own('inputTokens maxOutputTokens minCost maxCost verdict exceeded'),
  RateLimit: own('cost limit remaining resetAt'),
  StatusChanged: { ...ofEveryEvent, ...shown('status phase') },
  TextDelta: { ...ofEveryEvent, ...shown('text soFar') },
  ThinkingDelta: { ...ofEveryEvent, ...hidden('text') },
  UsageUpdated: { ...ofEveryEvent, ...shown('usage'), ...hidden('cost') },
  Warned: { ...ofEveryEvent, ...shown('reason code message retryAfterMs') },
  Restarted: { ...ofEveryEvent, ...shown('reason') },
  GenerationSnapshot: { ...ofUnlogged, ...shown('status phase text usage'), ...hidden('thinking') },
  GenerationSucceeded: { ...ofEveryEvent, ...shown('finishReason') },
  GenerationFailed: { ...ofEveryEvent, ...shown('code message retryable') },
  GenerationCancelled: ofEveryEvent,
  GenerationInterrupted: ofEveryEvent,
  KeepAlive: { ...ofUnlogged, ...shown('head') },
  Reconnect: { ...ofUnlogged, ...shown('afterMs') },
  EventUnknown: ofEveryEvent,
  QueueMoved: { ...ofUnlogged, ...shown('position ahead etaMs reason running cap') },
}

const hasFields = (type: GraphQLObjectType, ...names: string[]) => names.every((name) => name in type.getFields())

/** One page of a list, by its fields: a name that ends in Connection may be a thing's own. */
export const isPage = (type: GraphQLObjectType): boolean => hasFields(type, 'edges', 'pageInfo')

/** Types that lead nowhere by themselves: pages and their edges, answers to mutations, refusals, and events of `activity`, which has its own tests. */
export const isPlumbing = (type: GraphQLObjectType): boolean =>
  isPage(type) ||
  hasFields(type, 'node', 'cursor') ||
  /^(Query|Mutation|Subscription|PageInfo)$|Success$|^Activity|^GenerationActivity$|^GenerationChanged$|^PositionRefused$/.test(
    type.name,
  )
