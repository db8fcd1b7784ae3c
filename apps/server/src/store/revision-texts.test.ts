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
    revisions: [
      { number: 1, start: 0, replaced: 'a', replacement: 'A' },
      { number: 3, start: 1, replaced: 'b', replacement: 'B' },
    ],
  }
  const { sql, readings } = makeSql(row)
  const textAfter = makeRevisionTexts(sql)
  const texts = await Promise.all([1, 2, 3].map((number) => textAfter({ generationId, number })))
  expect(texts).toEqual(['Abc', null, 'ABc'])
  expect(readings()).toBe(1)

  row.text = 'ABC'
  row.revisions.push({ number: 4, start: 2, replaced: 'c', replacement: 'C' })
  expect(await textAfter({ generationId, number: 4 })).toBe('ABC')
})

test('a reading that has failed is tried again', async () => {
  const { sql } = makeSql({ text: 'A', revisions: [{ number: 1, start: 0, replaced: 'a', replacement: 'A' }] })
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
