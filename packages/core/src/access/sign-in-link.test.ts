import { expect, test, vi } from 'vitest'
import type { Viewer } from '../viewer.ts'
import { allScopes, memberScopes } from './scope.ts'
import { makeSignInLink, type SignInLinks } from './sign-in-link.ts'

const admin: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes: allScopes }

test('a new link for somebody is for those who administer', async () => {
  const make = vi.fn<SignInLinks['make']>(async (_, id) => (id === 'there' ? 'secret' : null))
  expect(await makeSignInLink({ make }, admin, 'there')).toBe('secret')
  await expect(makeSignInLink({ make }, admin, 'gone')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  make.mockClear()
  const member = { ...admin, scopes: memberScopes }
  await expect(makeSignInLink({ make }, member, 'there')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(make).not.toHaveBeenCalled()
})
