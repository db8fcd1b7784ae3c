import { expect, test } from 'vitest'
import { makeStatementNames } from './statement-names.ts'

/** What a text is called when it is asked a second time. */
function nameOfSecond(nameOf: (text: string) => string | undefined, text: string): string | undefined {
  nameOf(text)
  return nameOf(text)
}

test('one text has one name, another text another', () => {
  const nameOf = makeStatementNames()
  const name = nameOfSecond(nameOf, 'SELECT 1')
  expect(name).toBeDefined()
  expect(nameOfSecond(nameOf, 'SELECT 2')).not.toBe(name)
  expect(nameOf('SELECT 1')).toBe(name)
})

test.each([
  ['what writes', 'INSERT INTO space (id) VALUES ($1)'],
  ['a list of values, which is another text for each length', 'SELECT id FROM space WHERE id IN ($1,$2,$3)'],
])('%s has none', (_, text) => {
  expect(nameOfSecond(makeStatementNames(), text)).toBeUndefined()
})

test('what is asked once, however much of it, takes no name from what is asked again', () => {
  const nameOf = makeStatementNames()
  for (let n = 0; n < 5_000; n += 1) expect(nameOf(`SELECT ${n}`)).toBeUndefined()
  expect(nameOfSecond(nameOf, 'SELECT again')).toBeDefined()
})

test('there are no more than connections can keep', () => {
  const nameOf = makeStatementNames()
  const names = Array.from({ length: 1_000 }, (_, n) => nameOfSecond(nameOf, `SELECT ${n}`))
  expect(new Set(names.filter((name) => name !== undefined)).size).toBe(100)
  expect(nameOf('SELECT 0')).toBe(names[0])
})
