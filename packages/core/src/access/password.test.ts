import { expect, test, vi } from 'vitest'
import { AppError } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'
import { cleanEmail, domainOf } from './email-address.ts'
import { type OwnSignIn, type PasswordStore, setPassword } from './password.ts'
import { memberScopes } from './scope.ts'

const ada: Viewer = { id: 'ada', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes: memberScopes }
const asked = { email: ' Ada@Example.org ', newPassword: 'correct horse', currentPassword: null }

function setUp(own: Partial<OwnSignIn> = {}, outcome: Awaited<ReturnType<PasswordStore['set']>> = 'done') {
  const set = vi.fn<PasswordStore['set']>(async () => outcome)
  const countTry = vi.fn<(id: string) => Promise<void>>(async () => {})
  const store = { find: async () => ({ passwordHash: null, isOfIssuer: false, isFreshByLink: false, ...own }), set }
  const hasher = {
    hash: async (password: string) => `hash of ${password}`,
    verify: async (password: string, hash: string) => hash === `hash of ${password}`,
  }
  return { ports: { store, hasher, countTry }, set, countTry }
}

test('the first password needs no other, and the address is kept in one way', async () => {
  const { ports, set, countTry } = setUp()
  await setPassword(ports, ada, asked)
  const kept = { email: 'ada@example.org', passwordHash: 'hash of correct horse', replaces: null }
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, kept)
  expect(countTry).not.toHaveBeenCalled()
})

test('another needs the one there is, and each try counts', async () => {
  const { ports, set, countTry } = setUp({ passwordHash: 'hash of the old one' })
  for (const currentPassword of [null, '', 'a guess']) {
    const refused = setPassword(ports, ada, { ...asked, currentPassword })
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'currentPassword' })
  }
  expect(set).not.toHaveBeenCalled()
  await setPassword(ports, ada, { ...asked, currentPassword: 'the old one' })
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, expect.objectContaining({ replaces: 'hash of the old one' }))
  expect(countTry).toHaveBeenCalledTimes(4)
})

test('who has forgotten it comes in by a link, and needs it no more', async () => {
  const { ports, set } = setUp({ passwordHash: 'hash of the old one', isFreshByLink: true })
  await setPassword(ports, ada, asked)
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, expect.objectContaining({ replaces: 'hash of the old one' }))
})

test('after too many tries not even the right one is looked at', async () => {
  const { ports, set, countTry } = setUp({ passwordHash: 'hash of the old one' })
  countTry.mockRejectedValue(new AppError('OVERLOADED', { message: 'Later.' }))
  const refused = setPassword(ports, ada, { ...asked, currentPassword: 'the old one' })
  await expect(refused).rejects.toMatchObject({ code: 'OVERLOADED' })
  expect(set).not.toHaveBeenCalled()
})

test.each([
  [{ email: 'no address' }, 'email'],
  [{ email: `${'x'.repeat(250)}@example.org` }, 'email'],
  [{ newPassword: 'too short' }, 'newPassword'],
  [{ newPassword: 'x'.repeat(129) }, 'newPassword'],
])('%j is refused', async (wrong, path) => {
  await expect(setPassword(setUp().ports, ada, { ...asked, ...wrong })).rejects.toMatchObject({ path })
})

test.each([
  ['email-taken', 'email'],
  ['changed', 'currentPassword'],
] as const)('%s is told', async (outcome, path) => {
  await expect(setPassword(setUp({}, outcome).ports, ada, asked)).rejects.toMatchObject({ path })
})

test('neither a service nor whom an issuer vouches for has a password', async () => {
  const { ports, set } = setUp({ isOfIssuer: true })
  await expect(setPassword(ports, ada, asked)).rejects.toMatchObject({ path: 'newPassword' })
  const service: Viewer = { ...ada, kind: 'SERVICE' }
  await expect(setPassword(setUp().ports, service, asked)).rejects.toMatchObject({ path: 'newPassword' })
  expect(set).not.toHaveBeenCalled()
})

test.each([
  ['a@b.co', 'a@b.co'],
  ["O'Neil+x@Sub.Example.ORG", "o'neil+x@sub.example.org"],
  ['ada@localhost', null],
  ['ada@@example.org', null],
  ['', null],
])('%j as an address is %j', (text, clean) => {
  expect(cleanEmail(text)).toBe(clean)
})

test('the domain of an address', () => {
  expect(domainOf('"a@b"@Example.org')).toBe('example.org')
})
