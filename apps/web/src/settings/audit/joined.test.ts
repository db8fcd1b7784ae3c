import { expect, test } from 'vitest'
import { joined } from './joined.ts'

test('pages that overlap give each entry once, newest first', () => {
  const ids = (...names: string[]) => names.map((id) => ({ id }))
  expect(joined(ids('d', 'c', 'b'), ids('c', 'b', 'a'))).toEqual(ids('d', 'c', 'b', 'a'))
})
