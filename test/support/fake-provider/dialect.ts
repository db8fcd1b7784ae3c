import type { Usage } from '@sluice/core/generation/usage'
import { chat } from './dialect-chat.ts'
import { messages } from './dialect-messages.ts'
import { responses } from './dialect-responses.ts'

/** The protocols that the fake provider speaks. */
export type Protocol = 'responses' | 'chat' | 'messages'

/** How an answer ends; FILTERED is the provider's content filter (where the protocol has none, a refusal). */
export type EndReason = 'STOP' | 'LENGTH' | 'REFUSAL' | 'FILTERED'

/** What goes wrong inside a stream that began well. */
export type StreamErrorType = 'overloaded' | 'server_error' | 'rate_limited'

/** Usage in neutral words. */
export type FakeUsage = Omit<Usage, 'isEstimated'>

/** One answer in one protocol: turns neutral words into the bytes of that protocol. */
export interface Speaker {
  /** Written once, before anything else. */
  preamble(usage: FakeUsage | null): string
  text(delta: string): string
  thinking(delta: string): string
  refusal(delta: string): string
  end(reason: EndReason, usage: FakeUsage | null): string
  error(type: StreamErrorType): string
  keepAlive(): string
}

/** A protocol. */
export interface Dialect {
  readonly protocol: Protocol
  speaker(request: Readonly<Record<string, unknown>>): Speaker
  /** The body of an error that comes with an HTTP status. */
  errorBody(type: string, message: string): unknown
}

export const dialects: Readonly<Record<Protocol, Dialect>> = { responses, chat, messages }

/** The text of the last user message of a request, in any of the protocols. */
export function promptOf(request: Readonly<Record<string, unknown>>): string {
  const turns = request['input'] ?? request['messages']
  if (typeof turns === 'string') return turns
  if (!Array.isArray(turns)) return ''
  const last: unknown = turns.findLast((turn: { role?: unknown }) => turn.role === 'user')
  const content = last && typeof last === 'object' && 'content' in last ? last.content : ''
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('')
}
