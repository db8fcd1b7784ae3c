import { complexityFromQuery } from '@pothos/plugin-complexity'
import { expect, test } from 'vitest'
import { schema } from './schema.ts'

const limit = 20_000

const costOf = (query: string) => complexityFromQuery(query, { schema, ctx: {} }).complexity
const pageOf = (first: number, field: string) =>
  costOf(`{ generations(first: ${first}) { edges { node { ${field} } } } }`)

test.each([
  ['events { seq }', 100],
  ['sentMessages { text }', 100],
  ['revisions { text }', 200],
])('%s of a whole page costs what each of them takes to read', (field, each) => {
  expect(pageOf(100, field)).toBeGreaterThan(100 * each)
  expect(pageOf(10, field)).toBeLessThan(limit)
  expect(costOf(`{ generation(id: "g") { ${field} } }`)).toBeLessThan(limit / 10)
})

test('what is made anew for each is not asked for of a whole page', () => {
  expect(pageOf(100, 'sentMessages { text }')).toBeGreaterThan(limit)
  expect(pageOf(100, 'revisions { text }')).toBeGreaterThan(limit)
})
