import { AppError } from '@sluice/core/app-error'
import { InvalidInput } from '@sluice/core/invalid-input'
import { graphql } from 'graphql'
import { expect, test } from 'vitest'
import type { Context } from './context.ts'
import { schema } from './schema.ts'

const source = `mutation { startGeneration(input: { model: "builtin:extract", prompt: "Why?", idempotencyKey: "k" }) {
  __typename ... on Error { code message retryable } ... on InvalidInput { path } ... on Overloaded { retryAfterMs } } }`

/** What a start answers that throws this. */
async function refuseWith(error: Error) {
  const start = async () => {
    throw error
  }
  const contextValue = { start } as unknown as Context
  const { data, errors } = await graphql({ schema, source, contextValue })
  return { answer: data?.['startGeneration'], error: errors?.[0]?.originalError }
}

test.each([
  ['NotFound', new AppError('NOT_FOUND', { message: 'No.' }), {}],
  ['ModelUnavailable', new AppError('MODEL_UNAVAILABLE', { message: 'No.' }), {}],
  ['IdempotencyConflict', new AppError('IDEMPOTENCY_CONFLICT', { message: 'No.' }), {}],
  ['InvalidInput', new InvalidInput('labels', 'No.'), { path: 'labels' }],
  ['Overloaded', new AppError('OVERLOADED', { message: 'No.', retryable: true, retryAfterMs: 7 }), { retryAfterMs: 7 }],
])('%s is an answer, and no error of the request', async (__typename, thrown, more) => {
  const { answer, error } = await refuseWith(thrown)
  expect(error).toBeUndefined()
  expect(answer).toEqual({ __typename, code: thrown.code, message: 'No.', retryable: thrown.retryable, ...more })
})

test('what is no refusal of this mutation is an error of the request', async () => {
  for (const thrown of [new Error('no database'), new AppError('UNAUTHENTICATED', { message: 'Who?' })]) {
    expect(await refuseWith(thrown)).toEqual({ answer: undefined, error: thrown })
  }
})
