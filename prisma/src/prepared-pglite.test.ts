import { PGlite } from '@electric-sql/pglite'
import { afterAll, expect, test } from 'vitest'
import { createPreparedStatements } from './prepared-pglite.ts'

// What a prepared statement must be like is in database-contract.ts; here is what only a plan that is kept can get wrong.

const pglite = await PGlite.create()
afterAll(() => pglite.close())

test('a plan that is made anew gives the same', async () => {
  const { query } = createPreparedStatements(pglite, 2)
  const answers: unknown[] = []
  for (let n = 0; n < 5; n += 1) answers.push(await query('again', 'SELECT $1::int AS n', [n]))
  expect(answers).toEqual([[{ n: 0 }], [{ n: 1 }], [{ n: 2 }], [{ n: 3 }], [{ n: 4 }]])
})

test('a table that has got another column meanwhile', async () => {
  const { query } = createPreparedStatements(pglite)
  await pglite.exec('CREATE TABLE grown (a int); INSERT INTO grown VALUES (1)')
  expect(await query('grown', 'SELECT a FROM grown', [])).toEqual([{ a: 1 }])
  await pglite.exec('ALTER TABLE grown ADD COLUMN b int')
  expect(await query('grown', 'SELECT a FROM grown', [])).toEqual([{ a: 1 }])
})

test('many at once, prepared by whichever is first', async () => {
  const { query } = createPreparedStatements(pglite)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => query('at-once', 'SELECT $1::int AS n', [n])))
  expect(answers).toEqual(Array.from({ length: 10 }, (_, n) => [{ n }]))
})

test('none is let in once it is closed', async () => {
  const own = await PGlite.create()
  const { query } = createPreparedStatements(own)
  await query('one', 'SELECT 1 AS one', [])
  await own.close()
  await expect(query('one', 'SELECT 1 AS one', [])).rejects.toThrow('PGlite is closed')
})
