import { expect, test } from 'vitest'
import type { Viewer } from '../viewer.ts'
import { memberScopes } from './scope.ts'
import { unlinkIssuer } from './unlink-issuer.ts'

const ada: Viewer = { id: 'ada', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes: memberScopes }

test('an account goes, unless it is none or the last way to sign in', async () => {
  const unlink = (outcome: 'done' | 'not-linked' | 'last-way') =>
    unlinkIssuer({ unlink: async () => outcome }, ada, { endsSessions: true })
  await unlink('done')
  await expect(unlink('not-linked')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(unlink('last-way')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
