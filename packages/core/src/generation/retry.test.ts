import { expect, test } from 'vitest'
import { AppError, type ErrorCode, errorCodes } from '../app-error.ts'
import { someClaim } from '../testing/memory-run-log.ts'
import { afterFailure, defaultRetry, type RetryPolicy } from './retry.ts'

const policy: RetryPolicy = {
  of: () => defaultRetry,
  maxDelayMs: 20_000,
  fallbackOf: () => undefined,
  random: () => 1,
}
const failure = (code: ErrorCode = 'PROVIDER_ERROR', retryAfterMs?: number) =>
  new AppError(code, { message: 'It failed.', ...(retryAfterMs !== undefined && { retryAfterMs }) })

function after(options: { error?: AppError; retries?: number; hasContent?: boolean; policy?: Partial<RetryPolicy> }) {
  const { error = failure(), retries = 0, hasContent = false } = options
  return afterFailure({ ...policy, ...options.policy }, { error, claim: { ...someClaim, retries }, hasContent })
}

test('only what may pass by itself is tried again', () => {
  const codes = (Object.keys(errorCodes) as ErrorCode[]).filter((code) => after({ error: failure(code) }))
  expect(codes).toEqual(['RATE_LIMITED', 'PROVIDER_OVERLOADED', 'PROVIDER_ERROR', 'PROVIDER_UNREACHABLE'])
})

test('the wait doubles, and says so', () => {
  expect(after({})).toMatchObject({ delayMs: 500, retries: 1, model: someClaim.model })
  expect(after({ retries: 1 })).toMatchObject({
    delayMs: 1_000,
    retries: 2,
    warning: { kind: 'Warned', reason: 'RETRY', code: 'PROVIDER_ERROR', retryAfterMs: 1_000 },
  })
})

test('the wait is drawn between half and whole, so that calls that failed together do not come back together', () => {
  expect(after({ policy: { random: () => 0 } })?.delayMs).toBe(250)
  expect(after({ policy: { random: () => 0.5 } })?.delayMs).toBe(375)
})

test('two retries, then it is given up', () => {
  expect(after({ retries: 2 })).toBeNull()
})

test('each model has a policy of its own: that of the one that failed counts', () => {
  const of = (model: string) => (model === 'b:2' ? { retries: 1, baseDelayMs: 100 } : { retries: 0, baseDelayMs: 1 })
  const failed = (model: string, retries: number) => {
    const claim = { ...someClaim, model, requestedModel: 'a:1', retries }
    return afterFailure({ ...policy, of }, { error: failure(), claim, hasContent: false })
  }
  expect(failed('a:1', 0)).toBeNull()
  expect(failed('b:2', 0)).toMatchObject({ delayMs: 100, warning: { message: 'It failed. Trying again (1 of 1).' } })
  expect(failed('b:2', 1)).toBeNull()
})

test('what has begun to write is never tried again', () => {
  expect(after({ hasContent: true, policy: { fallbackOf: () => 'other:model' } })).toBeNull()
})

test('a provider that names a wait is given it, up to 20 s', () => {
  expect(after({ error: failure('RATE_LIMITED', 7_000) })?.delayMs).toBe(7_000)
  expect(after({ error: failure('RATE_LIMITED', 20_000) })?.delayMs).toBe(20_000)
  expect(after({ error: failure('RATE_LIMITED', 20_001) })).toBeNull()
})

test('no backoff is longer than the longest wait', () => {
  expect(after({ retries: 9, policy: { of: () => ({ ...defaultRetry, retries: 10 }) } })?.delayMs).toBe(20_000)
})

test.each([
  { why: 'retries are used up', options: { retries: 2 } },
  { why: 'the provider wants too long a wait', options: { error: failure('RATE_LIMITED', 60_000) } },
])('when $why the fallback is asked at once, with retries of its own', ({ options }) => {
  const again = after({ ...options, policy: { fallbackOf: () => 'other:model' } })
  expect(again).toMatchObject({ delayMs: 0, model: 'other:model', retries: 0, warning: { reason: 'FALLBACK' } })
})

test('the fallback is looked up by the model asked for, the one that failed, and those allowed', () => {
  const asked: object[] = []
  const claim = { ...someClaim, model: 'b:2', requestedModel: 'a:1', retries: 2, allowedModels: ['b:2', 'c:3'] }
  const fallbackOf: RetryPolicy['fallbackOf'] = ({ requestedModel, model, allowedModels }) => {
    asked.push([requestedModel, model, allowedModels])
    return undefined
  }
  expect(afterFailure({ ...policy, fallbackOf }, { error: failure(), claim, hasContent: false })).toBeNull()
  expect(asked).toEqual([['a:1', 'b:2', ['b:2', 'c:3']]])
})

test('a fallback that names no model is none', () => {
  expect(after({ retries: 2, policy: { fallbackOf: () => 'nonsense' } })).toBeNull()
})
