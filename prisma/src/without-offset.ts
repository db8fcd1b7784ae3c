import type { SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils'

/**
 * Prisma gives all that it reads an `OFFSET`, as a parameter; here it goes where it is 0. Of an offset that it does not know, PostgreSQL thinks that it
 * makes a plan for any values dearer than one for just these, and plans a statement that it has prepared each time anew: in PGlite 1.2 ms of the 1.4 that it
 * takes to look up whether somebody sees a generation (2026-11).
 */
export function withoutOffset(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect()
      const queryRaw = adapter.queryRaw.bind(adapter)
      return Object.assign(adapter, { queryRaw: (query: SqlQuery) => queryRaw(dropOffset(query)) })
    },
  }
}

function dropOffset(query: SqlQuery): SqlQuery {
  const [end, number] = / OFFSET \$(\d+)$/.exec(query.sql) ?? []
  if (end === undefined || Number(number) !== query.args.length || Number(query.args.at(-1)) !== 0) return query
  return { sql: query.sql.slice(0, -end.length), args: query.args.slice(0, -1), argTypes: query.argTypes.slice(0, -1) }
}
