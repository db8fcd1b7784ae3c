import { complexityFromQuery } from '@pothos/plugin-complexity'
import { expect, test } from 'vitest'
import { schema } from './schema.ts'

const costOf = (list: string, filter: object) =>
  complexityFromQuery(
    `query ($filter: ${list}Filter) { list: ${list.toLowerCase()}s(filter: $filter) { edges { node { id } } } }`,
    {
      schema,
      ctx: {},
      variables: { filter },
    },
  ).complexity

test.each(['Thread', 'Generation'])(
  'a search of a %s costs as much as it looks through, and another filter nothing',
  (list) => {
    const usual = costOf(list, {})
    expect(usual).toBeLessThan(100)
    expect(costOf(list, { isArchived: false, text: '' })).toBe(usual)
    expect(costOf(list, { text: 'x' })).toBeGreaterThan(2_000)
  },
)
