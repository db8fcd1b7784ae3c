import { expect, test } from 'vitest'
import { changeOf, faresWords as say } from './provider-words.ts'
import { providersEn } from './providers.en.ts'

const faresWords = (provider: Parameters<typeof say>[0], state: Parameters<typeof say>[1]) =>
  say(provider, state, providersEn)

const usable = { isUsable: true, message: null }
const state = { isReachable: true, isBreakerOpen: false, message: null, models: [{ id: 'acme:a' }] }

test('says how a provider fares, and why where it does not fare well', () => {
  expect(faresWords(usable, state)).toEqual({ tone: 'good', text: '1 model', reason: null })
  expect(faresWords(usable, undefined).tone).toBe('plain')
  expect(faresWords(usable, { ...state, isReachable: false, message: 'Refused' })).toMatchObject({ reason: 'Refused' })
  expect(faresWords(usable, { ...state, isBreakerOpen: true }).tone).toBe('warning')
  expect(faresWords({ isUsable: false, message: 'No key' }, state)).toMatchObject({ reason: 'No key', tone: 'warning' })
})

test('only what is another is sent, and a new address with its key', () => {
  const provider = { id: 'p', baseUrl: 'https://a/v1' }
  expect(changeOf(provider, { baseUrl: 'https://a/v1', apiKey: '' })).toBeNull()
  expect(changeOf(provider, { baseUrl: 'https://a/v1 ', apiKey: 'k' })).toEqual({ id: 'p', apiKey: 'k' })
  expect(changeOf(provider, { baseUrl: 'https://b/v1', apiKey: '' })).toEqual({
    id: 'p',
    baseUrl: 'https://b/v1',
    apiKey: '',
  })
})
