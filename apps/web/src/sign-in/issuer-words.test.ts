import { expect, test } from 'vitest'
import { issuerFailure } from './issuer-words.ts'

test('an address that names an error is put in words, never its own', () => {
  expect(issuerFailure('')).toBeNull()
  expect(issuerFailure('?error=not_let_in&error_description=<b>')?.message).toContain('Nobody here is known')
  expect(issuerFailure('?error=constructor')?.message).toContain('It did not work out')
  expect(issuerFailure('?error=<b>new</b>')?.message).not.toContain('<b>')
})
