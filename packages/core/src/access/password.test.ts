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
  const store = { find: async () => ({ passwordHash: null, isOfIssuer: false, isFresh: true, ...own }), set }
  const hasher = {
    hash: async (password: string) => `hash of ${password}`,
    verify: async (password: string, hash: string) => hash === `hash of ${password}`,
  }
  return { ports: { store, hasher, countTry }, set, countTry }
}

test('who has just come in sets the first password without another, and the address is kept in one way', async () => {
  const { ports, set, countTry } = setUp()
  await setPassword(ports, ada, asked)
  const kept = { email: 'ada@example.org', passwordHash: 'hash of correct horse', replaces: null }
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, kept)
  expect(countTry).toHaveBeenCalledOnce()
})

test('from an old session nobody sets a first password', async () => {
  const { ports, set } = setUp({ isFresh: false })
  for (const currentPassword of [null, 'a guess']) {
    const refused = setPassword(ports, ada, { ...asked, currentPassword })
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'newPassword' })
  }
  expect(set).not.toHaveBeenCalled()
})

test('another needs the one there is, and each try counts', async () => {
  const { ports, set, countTry } = setUp({ passwordHash: 'hash of the old one', isFresh: false })
  for (const currentPassword of [null, '', 'a guess']) {
    const refused = setPassword(ports, ada, { ...asked, currentPassword })
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'currentPassword' })
  }
  expect(set).not.toHaveBeenCalled()
  await setPassword(ports, ada, { ...asked, currentPassword: 'the old one' })
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, expect.objectContaining({ replaces: 'hash of the old one' }))
  expect(countTry).toHaveBeenCalledTimes(4)
})

test('who has forgotten it comes in anew by a link or the issuer, and needs it no more', async () => {
  const { ports, set } = setUp({ passwordHash: 'hash of the old one', isFresh: true })
  await setPassword(ports, ada, asked)
  expect(set).toHaveBeenCalledExactlyOnceWith(ada, expect.objectContaining({ replaces: 'hash of the old one' }))
})

test.each([
  { passwordHash: 'hash of the old one', isFresh: false },
  { passwordHash: 'hash of the old one', isFresh: true },
  { passwordHash: null, isFresh: true },
])('after too many tries nothing is looked at, hashed or told: %j', async (own) => {
  const { ports, set, countTry } = setUp(own, 'email-taken')
  const find = vi.spyOn(ports.store, 'find')
  const hash = vi.spyOn(ports.hasher, 'hash')
  countTry.mockRejectedValue(new AppError('OVERLOADED', { message: 'Later.' }))
  const refused = setPassword(ports, ada, { ...asked, currentPassword: 'the old one' })
  await expect(refused).rejects.toMatchObject({ code: 'OVERLOADED' })
  for (const spy of [find, hash, set]) expect(spy).not.toHaveBeenCalled()
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
] as const)('%s is told, and counts', async (outcome, path) => {
  const { ports, countTry } = setUp({}, outcome)
  await expect(setPassword(ports, ada, asked)).rejects.toMatchObject({ path })
  expect(countTry).toHaveBeenCalledOnce()
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
