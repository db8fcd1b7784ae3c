import { expect, test } from 'vitest'
import { makeStatementNames } from './statement-names.ts'

test('one text has one name, another text another', () => {
  const nameOf = makeStatementNames()
  const name = nameOf('SELECT 1')
  expect(name).toBeDefined()
  expect(nameOf('SELECT 2')).not.toBe(name)
  expect(nameOf('SELECT 1')).toBe(name)
})

test.each([
  ['what writes', 'INSERT INTO space (id) VALUES ($1)'],
  ['a list of values, which is another text for each length', 'SELECT id FROM space WHERE id IN ($1,$2,$3)'],
])('%s has none', (_, text) => {
  expect(makeStatementNames()(text)).toBeUndefined()
})

test('there are no more than connections can keep', () => {
  const nameOf = makeStatementNames()
  const names = Array.from({ length: 1_000 }, (_, n) => nameOf(`SELECT ${n}`))
  expect(new Set(names.filter((name) => name !== undefined)).size).toBe(100)
  expect(nameOf('SELECT 0')).toBe(names[0])
})
