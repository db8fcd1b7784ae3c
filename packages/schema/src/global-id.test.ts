import { encodeGlobalID } from '@pothos/plugin-relay'
import { expect, test } from 'vitest'
import { asUuid, uuidOf } from './global-id.ts'

const uuid = '0193a5b0-7c1e-7000-8000-0123456789ab'
const nil = '00000000-0000-0000-0000-000000000000'

test('a global id of the type gives its uuid', () => {
  expect(uuidOf('Generation', encodeGlobalID('Generation', uuid))).toBe(uuid)
})

test.each([
  ['another type', encodeGlobalID('Thread', uuid)],
  ['a bare uuid', uuid],
  ['nothing', ''],
  ['what is no base64', '%%%'],
  ['base64 of nothing in particular', Buffer.from('nonsense').toString('base64')],
  ['no uuid', encodeGlobalID('Generation', '1 OR 1=1')],
  ['more than a uuid', encodeGlobalID('Generation', `${uuid}:${uuid}`)],
  ['a NUL', encodeGlobalID('Generation', `${uuid}\0`)],
])('an id that holds %s finds nothing', (_, id) => {
  expect(uuidOf('Generation', id)).toBe(nil)
})

test('a bare id is a uuid or finds nothing', () => {
  expect(asUuid(uuid)).toBe(uuid)
  expect(asUuid('1')).toBe(nil)
  expect(asUuid(`${uuid}\n`)).toBe(nil)
})
