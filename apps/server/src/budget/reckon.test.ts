import type { Sql } from '@sluice/prisma/sql'
import { expect, test } from 'vitest'
import { makeCatalogue } from '../provider/catalogue.ts'
import { makeReckon } from './reckon.ts'

const sql = { query: async () => [{ length: 0, sample: '', pendingTokens: 700 }] } as unknown as Sql
const reckon = makeReckon(sql, makeCatalogue())
const asked = { model: 'builtin:extract', prompt: 'Why is the sky blue?', parentId: null }

test('instructions and the schema of the output are input', async () => {
  const { inputTokens } = await reckon(asked)
  expect(inputTokens).toBeLessThan(10)
  expect((await reckon({ ...asked, instructions: 'word '.repeat(100) })).inputTokens).toBeGreaterThan(100)
  const outputSchema = { type: 'object', required: Array.from({ length: 100 }, (_, index) => `field${index}`) }
  expect((await reckon({ ...asked, outputSchema })).inputTokens).toBeGreaterThan(100)
})

test('so is what the answers before it may still have', async () => {
  const { inputTokens } = await reckon(asked)
  expect((await reckon({ ...asked, parentId: 'g1' })).inputTokens).toBe(inputTokens + 700)
})
