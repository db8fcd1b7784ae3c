import type { Sql } from '@sluice/prisma/sql'
import { expect, test } from 'vitest'
import { makeRevisionTexts } from './revision-texts.ts'

const generationId = 'g'

function makeSql(row: object) {
  let readings = 0
  const sql: Sql = {
    async query<Row extends object>() {
      readings += 1
      return [row as Row]
    },
  }
  return { sql, readings: () => readings }
}

test('those that are asked for at once are made of one reading, and a later one is told of what has come since', async () => {
  const row = {
    text: 'ABc',
    original: 'abc',
    revisions: [
      { number: 1, start: 0, end: 1, replaced: 'a', replacement: 'A', previous: null },
      { number: 3, start: 1, end: 2, replaced: 'b', replacement: 'B', previous: null },
    ],
  }
  const { sql, readings } = makeSql(row)
  const textAfter = makeRevisionTexts(sql)
  const texts = await Promise.all([1, 2, 3].map((number) => textAfter({ generationId, number })))
  expect(texts).toEqual(['Abc', null, 'ABc'])
  expect(readings()).toBe(1)

  row.text = 'ABC'
  row.revisions.push({ number: 4, start: 2, end: 3, replaced: 'c', replacement: 'C', previous: null })
  expect(await textAfter({ generationId, number: 4 })).toBe('ABC')
})

test('those that were just taken back have the text still that they were made to have', async () => {
  const row = {
    text: 'aXc',
    original: 'abc',
    revisions: [
      { number: 1, start: 0, end: 1, replaced: 'a', replacement: 'AA', previous: 0 },
      { number: 2, start: 2, end: 3, replaced: 'b', replacement: 'BB', previous: 1 },
      { number: 3, start: 1, end: 2, replaced: 'b', replacement: 'X', previous: null },
      { number: 4, start: 2, end: 3, replaced: 'c', replacement: '', previous: 3 },
    ],
  }
  const textAfter = makeRevisionTexts(makeSql(row).sql)
  const texts = await Promise.all([1, 2, 3, 4].map((number) => textAfter({ generationId, number })))
  expect(texts).toEqual(['AAbc', 'AABBc', 'aXc', 'aX'])
})

test('a reading that has failed is tried again', async () => {
  const { sql } = makeSql({
    text: 'A',
    original: 'a',
    revisions: [{ number: 1, start: 0, end: 1, replaced: 'a', replacement: 'A', previous: null }],
  })
  let isAway = true
  const textAfter = makeRevisionTexts({
    query: async (text) => {
      if (isAway) throw new Error('away')
      return sql.query(text)
    },
  })
  await expect(textAfter({ generationId, number: 1 })).rejects.toThrow('away')
  isAway = false
  expect(await textAfter({ generationId, number: 1 })).toBe('A')
})
