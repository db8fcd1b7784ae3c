import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils'
import { expect, test } from 'vitest'
import { withoutOffset } from './without-offset.ts'

/** What reaches the driver of what Prisma asks. */
async function reaching(sql: string, args: unknown[]): Promise<Pick<SqlQuery, 'sql' | 'args'>> {
  const asked: SqlQuery[] = []
  const queryRaw: SqlDriverAdapter['queryRaw'] = async (query) => {
    asked.push(query)
    return { columnNames: [], columnTypes: [], rows: [] }
  }
  const factory: Pick<SqlDriverAdapterFactory, 'provider' | 'adapterName'> & { connect(): Promise<unknown> } = {
    provider: 'postgres',
    adapterName: 'noting',
    connect: async () => ({ queryRaw }),
  }
  const adapter = await withoutOffset(factory as SqlDriverAdapterFactory).connect()
  await adapter.queryRaw({ sql, args, argTypes: args.map(() => ({ scalarType: 'unknown', arity: 'scalar' })) })
  expect(asked[0]?.argTypes).toHaveLength(asked[0]?.args.length ?? -1)
  return { sql: asked[0]?.sql ?? '', args: asked[0]?.args ?? [] }
}

test('an offset of nothing goes, and its parameter', async () => {
  expect(await reaching('SELECT id FROM space WHERE id = $1 LIMIT $2 OFFSET $3', ['a', 1, 0])).toEqual({
    sql: 'SELECT id FROM space WHERE id = $1 LIMIT $2',
    args: ['a', 1],
  })
})

test.each([
  ['an offset of something', 'SELECT id FROM space LIMIT $1 OFFSET $2', [1, 5]],
  ['one that is not the last parameter', 'SELECT id FROM space OFFSET $1', [0, 1]],
  ['one within', 'SELECT id FROM (SELECT id FROM space OFFSET $1) s', [0]],
])('%s stays', async (_, sql, args) => {
  expect(await reaching(sql, args)).toEqual({ sql, args })
})
