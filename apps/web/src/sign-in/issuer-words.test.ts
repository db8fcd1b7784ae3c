import { expect, test } from 'vitest'
import { issuerFailure } from './issuer-words.ts'
import { signInEn } from './sign-in.en.ts'

test('an address that names an error is put in words, never its own', () => {
  expect(issuerFailure('', signInEn)).toBeNull()
  expect(issuerFailure('?error=not_let_in&error_description=<b>', signInEn)?.message).toContain('Nobody here is known')
  expect(issuerFailure('?error=constructor', signInEn)?.message).toContain('It did not work out')
  expect(issuerFailure('?error=<b>new</b>', signInEn)?.message).not.toContain('<b>')
})
