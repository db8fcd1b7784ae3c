import { describe, expect, it } from 'vitest'
import { bodyFacts, providerError } from './provider-error.ts'
import { retryAfterMs } from './retry-after.ts'
import { scrub } from './scrub.ts'

const origin = { provider: 'p', model: 'm', keyVariable: 'KEY', addressVariable: 'URL', apiKey: 'hunter2hunter2' }

describe('providerError', () => {
  it.each([
    { body: { error: 'model "x" not found, try pulling it first' }, status: 404, code: 'MODEL_NOT_FOUND' }, // Ollama
    {
      body: {
        error: {
          code: 400,
          message: 'the request exceeds the available context size',
          type: 'exceed_context_size_error',
        },
      },
      status: 400,
      code: 'CONTEXT_TOO_LONG',
    }, // llama.cpp
    {
      body: {
        object: 'error',
        message: "This model's maximum context length is 4096 tokens",
        type: 'BadRequestError',
        code: 400,
      },
      status: 400,
      code: 'CONTEXT_TOO_LONG',
    }, // vLLM
    {
      body: { error: { code: 'content_filter', message: 'The response was filtered' } },
      status: 400,
      code: 'CONTENT_FILTERED',
    }, // Azure
    {
      body: { error: { message: 'Incorrect API key', type: 'invalid_request_error', code: null } },
      status: 401,
      code: 'PROVIDER_AUTH',
    },
    {
      body: { error: { message: 'quota', type: 'insufficient_quota', code: null } },
      status: 429,
      code: 'PROVIDER_QUOTA',
    },
    { body: { error: { message: 'the prompt is too long for my taste' } }, status: 500, code: 'PROVIDER_ERROR' }, // words decide only in a refusal
    { body: { error: { code: '__proto__', message: 'x' } }, status: 418, code: 'PROVIDER_REJECTED' },
    { body: { error: { code: 429, message: 'slow down' } }, status: null, code: 'RATE_LIMITED' }, // OpenRouter, in the stream
    {
      body: { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 2 tokens' } },
      status: null,
      code: 'CONTEXT_TOO_LONG',
    },
    { body: 'nginx says no', status: 502, code: 'PROVIDER_ERROR' },
    { body: undefined, status: 502, code: 'PROVIDER_ERROR' },
  ])('is $code for $status $body', ({ body, status, code }) => {
    const facts = bodyFacts(body, 'fallback')
    expect(providerError({ ...facts, status: status ?? facts.status }, origin).code).toBe(code)
  })
})

describe('scrub', () => {
  it.each([
    'Incorrect API key provided: sk-ab***********************wxyz.',
    'Authorization: Bearer abc.def-ghi failed',
    'key hunter2hunter2 is wrong',
    'http://me:hunter3@host/ is not there',
    'GET /x?api_key=hunter4&y=1',
    'token 0123456789abcdef0123456789abcdef0123456789abcdef',
  ])('takes the key out of %s', (message) => {
    expect(scrub(message, origin.apiKey)).not.toMatch(/sk-ab|abc\.def|hunter|0123456789abcdef/)
  })

  it('keeps the rest, in one line of at most 500 characters', () => {
    expect(scrub('no\n  such model: gpt-5-mini-2026-01-01', null)).toBe('no such model: gpt-5-mini-2026-01-01')
    expect(scrub('word '.repeat(1_000), null)).toHaveLength(500)
  })
})

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-01T00:00:00Z')
  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Sun, 01 Nov 2026 00:00:09 GMT' }, 9_000],
    [{ 'retry-after': 'Sun, 01 Nov 2025 00:00:09 GMT' }, 0],
    [{ 'retry-after': '3', 'retry-after-ms': '20' }, 20],
    [{ 'retry-after': '-3' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('reads %j as %s', (headers, ms) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(ms)
  })
})
