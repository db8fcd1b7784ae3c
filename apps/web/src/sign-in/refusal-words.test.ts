import { expect, test } from 'vitest'
import { issuerRefusal, passwordRefusal } from './refusal-words.ts'
import { signInDe } from './sign-in.de.ts'
import { signInEn } from './sign-in.en.ts'

test('says why a password lets nobody in, and when to come again', () => {
  const { refusals } = signInEn
  expect(passwordRefusal({ status: 401, retryAfterS: 0 }, refusals)).toContain('do not belong together')
  expect(passwordRefusal({ status: 429, retryAfterS: 1 }, refusals)).toMatch(/right now\. Try again\.$/)
  expect(passwordRefusal({ status: 429, retryAfterS: 890 }, refusals)).toBe('Too many tries. Try again in 15 minutes.')
  expect(passwordRefusal({ status: 429, retryAfterS: 60 }, signInDe.refusals)).toMatch(/in 1 Minute noch einmal\.$/)
  expect(passwordRefusal({ status: 400, retryAfterS: 0 }, refusals)).toBeUndefined()
})

test('says why the way to the issuer does not begin', () => {
  expect(issuerRefusal({ status: 401, retryAfterS: 0 }, signInEn.refusals)).toMatch(/^Sign in again first/)
  expect(issuerRefusal({ status: 503, retryAfterS: 0 }, signInDe.refusals)).toContain('Anmeldedienst')
  expect(issuerRefusal({ status: 404, retryAfterS: 0 }, signInEn.refusals)).toBeUndefined()
})
