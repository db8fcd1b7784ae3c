const placeFields = 'position ahead etaMs reason running cap'
const event = (fields = '') => `cursor seq at generation ${fields}`

/**
 * What can be asked through a share, by type. Whatever is not here is refused, until somebody has thought about what of it a stranger
 * may see: prompts, names, cost, what a server is called. Where a field is here, its resolver leaves out what the share does not show.
 */
const sharedFields: Readonly<Record<string, string>> = {
  Query: 'shared thread generation node',
  Subscription: 'generationEvents',
  SharedView: 'thread showsPrompts showsCost requiresSignIn expiresAt',
  Node: 'id',
  Thread: 'id title createdAt isShareable generations',
  ThreadGenerationsConnection: 'edges pageInfo',
  ThreadGenerationsConnectionEdge: 'cursor node',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
  Generation: `id thread parent requestedModel model provider isMine isInternal labels title prompt instructions parameters
    outputSchema thinking text json status phase hold queue createdAt startedAt firstTokenAt endedAt finishReason error usage cost
    attempts cursor currentText refinement`,
  Refinement: 'state',
  GenerationParameters: 'temperature maxOutputTokens reasoningEffort',
  GenerationError: 'code message retryable',
  QueuePlace: placeFields,
  Usage: 'inputTokens outputTokens cachedInputTokens reasoningTokens isEstimated',
  Attempt: 'number provider model startedAt firstTokenAt endedAt outcome errorCode errorMessage usage cost partialText',
  GenerationEvent: event(),
  GenerationSnapshot: event('status phase text thinking usage'),
  StatusChanged: event('status phase'),
  QueueMoved: event(placeFields),
  TextDelta: event('text soFar'),
  ThinkingDelta: event('text'),
  UsageUpdated: event('usage cost'),
  Warned: event('reason code message retryAfterMs'),
  Restarted: event('reason'),
  KeepAlive: event('head'),
  Reconnect: event('afterMs'),
  EventUnknown: event(),
  GenerationSucceeded: event('finishReason'),
  GenerationFailed: event('code message retryable'),
  GenerationCancelled: event(),
  GenerationInterrupted: event(),
}

/** All of it, as `Type.field`. */
export const allSharedFields: ReadonlySet<string> = new Set(
  Object.entries(sharedFields).flatMap(([type, fields]) =>
    fields
      .trim()
      .split(/\s+/)
      .map((field) => `${type}.${field}`),
  ),
)

/** Whether one who looks through a share may ask for this. What the schema says of itself may be read by all who come so far. */
export function isSharedField(type: string, field: string): boolean {
  return field.startsWith('__') || type.startsWith('__') || allSharedFields.has(`${type}.${field}`)
}
