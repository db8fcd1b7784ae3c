import { tokens } from './tokens.ts'

// Chunks as OpenAI's Chat Completions has them, each a chunk of HTTP of its own, made once.

const base = {
  id: 'chatcmpl-BqX1fJ3mHn2c7aZ0wYkLrT9dVeSgU',
  object: 'chat.completion.chunk',
  created: 1_760_000_000,
  model: 'bench-model',
  service_tier: 'default',
  system_fingerprint: 'fp_44709d6fcb',
}

const httpChunk = (text: string) => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)

const chunk = (delta: object, finish: string | null = null) =>
  httpChunk(
    `data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null })}\n\n`,
  )

/** Head of every answer. */
export const head = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n',
)

/** What comes before the first token. */
export const beginning = chunk({ role: 'assistant', content: '' })

/** The bytes of each token. */
export const tokenChunks: readonly Buffer[] = tokens.map((content) => chunk({ content }))

/** What comes after the last token, and ends the answer. */
export function ending(count: number): Buffer {
  const usage = { prompt_tokens: 20, completion_tokens: count, total_tokens: 20 + count }
  return Buffer.concat([
    chunk({}, 'stop'),
    httpChunk(`data: ${JSON.stringify({ ...base, choices: [], usage })}\n\n`),
    httpChunk('data: [DONE]\n\n'),
    Buffer.from('0\r\n\r\n'),
  ])
}
