import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Migration, readMigrations } from './migrations.ts'
import { describePrisma } from './prisma-contract.ts'
import type { Database, Sql } from './sql.ts'

/** Opens one and the same database each time. */
export type Open = (migrations: readonly Migration[]) => Promise<Database>

/** What every {@link Database} promises in use. Has one open. */
export function describeDatabase(open: Open): void {
  let db: Database
  beforeAll(async () => {
    db = await open(readMigrations())
    await db.query('CREATE TABLE note (id int PRIMARY KEY)')
  })
  afterAll(() => db.close())

  const only: Only = async (text, params) => (await db.query(text, params))[0]
  describe.each(ways)('statements $way', ({ options, firstNote }) => {
    const ask: Only = async (text, params) => (await db.query(text, params, options(text)))[0]
    describeValues(ask)
    describeParameters(ask)
    describeTransactions(() => db, { only, options, firstNote })
    describeErrors(() => db, options)
  })
  describeScripts(() => db, only)
  describeRest(() => db)
  describePrisma(() => db)
}

/** The options of a statement with this text. */
type Options = (text: string) => { name?: string }

/** With a name a statement is prepared, and takes another way through the driver. Notes are numbered apart. */
const ways: readonly { way: string; options: Options; firstNote: number }[] = [
  { way: 'without a name', options: () => ({}), firstNote: 1 },
  {
    way: 'with a name',
    options: (text) => ({ name: createHash('sha256').update(text).digest('hex').slice(0, 16) }),
    firstNote: 11,
  },
]

/** Runs a statement and gives its first row. */
type Only = (text: string, params?: readonly unknown[]) => Promise<Record<string, unknown> | undefined>

function describeValues(only: Only): void {
  test('an int8 that a number cannot hold is refused', async () => {
    await expect(only('SELECT 9007199254740993::int8 AS int8')).rejects.toThrow(RangeError)
    expect(await only('SELECT 1 AS one')).toEqual({ one: 1 })
  })

  test('values come back the same', async () => {
    const row = await only(`SELECT '2026-11-23 06:00:00.123+02'::timestamptz AS timestamptz, '2026-11-23'::date AS date,
      '2026-11-23 06:00:00'::timestamp AS timestamp, '{"a": [1, null]}'::json AS json, '"x"'::jsonb AS jsonb, 'null'::json AS nil,
      7::int4 AS int4, 9007199254740991::int8 AS int8, count(*) AS count, 0.10::numeric AS numeric, 1.5::float8 AS float8,
      true AS bool, NULL::int AS missing, '{a,NULL,"b,c"}'::text[] AS texts, '{1,NULL}'::int[] AS ints, '{1,NULL}'::int8[] AS int8s,
      '{0.10,NULL}'::numeric[] AS numerics, '{}'::int8[] AS empty, 'RUNNING'::"GenerationStatus" AS enum`)
    expect(row).toStrictEqual({
      timestamptz: new Date('2026-11-23T04:00:00.123Z'),
      date: '2026-11-23',
      timestamp: '2026-11-23 06:00:00',
      json: { a: [1, null] },
      jsonb: 'x',
      nil: null,
      int4: 7,
      int8: 9007199254740991,
      count: 1,
      numeric: '0.10',
      float8: 1.5,
      bool: true,
      missing: null,
      texts: ['a', null, 'b,c'],
      ints: [1, null],
      int8s: [1, null],
      numerics: ['0.10', null],
      empty: [],
      enum: 'RUNNING',
    })
  })
}

function describeParameters(only: Only): void {
  test('an array may be given as the text of one', async () => {
    const row = await only('SELECT $1::int[] AS ints, $2::text[] AS texts', ['{1,NULL}', '{"a,b","\\"\\\\",NULL}'])
    expect(row).toEqual({ ints: [1, null], texts: ['a,b', '"\\', null] })
  })

  test('parameters arrive as they were given', async () => {
    const id = randomUUID()
    const at = new Date('2026-11-23T04:00:00.123Z')
    const text = 'naïve 🙂 \\ " \' {,}\n'
    const row = await only(
      `SELECT $1::uuid[] AS uuids, $2::text[] AS texts, $3::int[] AS ints, $4::json AS json, $5::text[]::json[] AS jsons,
        $6::timestamptz AS at, $7::text AS text, $8::int8 AS int8, $9::bool AS bool, $10::text AS missing, $11::text[] AS empty,
        $12::"GenerationStatus"[]::text[] AS enums`,
      [
        [id, null],
        [text, null, 'NULL', ''],
        [1, null],
        '[{"a":1}]',
        ['{"a":1}', null],
        at,
        text,
        5,
        false,
        null,
        [],
        ['QUEUED', 'RUNNING'],
      ],
    )
    expect(row).toStrictEqual({
      uuids: [id, null],
      texts: [text, null, 'NULL', ''],
      ints: [1, null],
      json: [{ a: 1 }],
      jsons: [{ a: 1 }, null],
      at,
      text,
      int8: 5,
      bool: false,
      missing: null,
      empty: [],
      enums: ['QUEUED', 'RUNNING'],
    })
  })
}

function describeScripts(db: () => Database, only: Only): void {
  test('a script is one statement with parameters, or several without, whose rows come together', async () => {
    expect(await db().runScript('SELECT $1::int AS n', [7])).toEqual([{ n: 7 }])
    const script =
      'BEGIN; CREATE TABLE scripted (n int); INSERT INTO scripted VALUES (1), (2) RETURNING n; COMMIT; SELECT count(*) AS n FROM scripted'
    expect(await db().runScript(script)).toEqual([{ n: 1 }, { n: 2 }, { n: 2 }])
  })

  test('one that fails in the middle of its own transaction leaves nothing behind, and nobody in it', async () => {
    const script = 'BEGIN; CREATE TABLE half_made (n int); SELECT 1 / 0; COMMIT'
    const failing = db().runScript(script)
    const beside = only('SELECT 1 AS one') // on its way at the same time
    await expect(failing).rejects.toThrow('division by zero')
    expect(await beside).toEqual({ one: 1 })
    expect(await only(`SELECT to_regclass('half_made') IS NULL AS is_gone`)).toEqual({ is_gone: true })
  })
}

interface Noting {
  readonly only: Only
  readonly options: Options
  readonly firstNote: number
}

function describeTransactions(db: () => Database, { only, options, firstNote }: Noting): void {
  const run = (sql: Sql, text: string) => sql.query(text, [], options(text))
  const [kept, thrown, failed] = [firstNote, firstNote + 1, firstNote + 2]

  test('a transaction commits', async () => {
    const count = await db().transaction(async (sql) => {
      await run(sql, `INSERT INTO note VALUES (${kept})`)
      return await run(sql, `SELECT count(*) AS notes FROM note WHERE id = ${kept}`)
    })
    expect(count).toEqual([{ notes: 1 }])
    expect(await only(`SELECT id FROM note WHERE id = ${kept}`)).toEqual({ id: kept })
    expect(await db().transaction((sql) => run(sql, 'SHOW transaction_isolation'))).toEqual([
      { transaction_isolation: 'read committed' },
    ])
  })

  test('a transaction that throws leaves nothing and gives its connection back', async () => {
    for (let i = 0; i < 20; i++) {
      const attempt = db().transaction(async (sql) => {
        await run(sql, `INSERT INTO note VALUES (${thrown})`)
        throw new Error('on purpose')
      })
      await expect(attempt).rejects.toThrow('on purpose')
    }
    expect(await only(`SELECT count(*) AS notes FROM note WHERE id = ${thrown}`)).toEqual({ notes: 0 })
  })

  test('a transaction fails with its statement, even when the error was caught', async () => {
    for (let i = 0; i < 2; i++) {
      const attempt = db().transaction(async (sql) => {
        await run(sql, `INSERT INTO note VALUES (${failed})`)
        await run(sql, 'SELECT 1 / 0').catch(() => {})
      })
      await expect(attempt).rejects.toMatchObject({ code: '22012' })
    }
    expect(await only(`SELECT count(*) AS notes FROM note WHERE id = ${failed}`)).toEqual({ notes: 0 })
  })
}

function describeErrors(db: () => Database, options: Options): void {
  test('an error carries its SQLSTATE and none of the parameters, and the next statement is none the worse', async () => {
    const text = 'SELECT $1::int AS n'
    const error: unknown = await db()
      .query(text, ['secret'], options(text))
      .catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: '22P02' })
    expect(error).not.toHaveProperty('params')
    expect(await db().query(text, [7], options(text))).toEqual([{ n: 7 }])
  })
}

function describeRest(db: () => Database): void {
  test('a named statement runs again with other values', async () => {
    const double = (value: number) => db().query('SELECT $1::int * 2 AS twice', [value], { name: 'double' })
    expect(await double(2)).toEqual([{ twice: 4 }])
    expect(await double(3)).toEqual([{ twice: 6 }])
  })

  test('one name is one text', async () => {
    await db().query('SELECT 1 AS one', [], { name: 'taken' })
    await expect(db().query('SELECT 2 AS two', [], { name: 'taken' })).rejects.toThrow('taken')
    expect(await db().query('SELECT 1 AS one', [], { name: 'taken' })).toEqual([{ one: 1 }])
  })

  test('notifications arrive until disposed', async () => {
    const { promise: heard, resolve } = Promise.withResolvers<string>()
    const listener = await db().listen('contract', { onNotify: resolve })
    await db().query('SELECT pg_notify($1, $2)', ['contract', 'hello'], { name: 'notify' })
    expect(await heard).toBe('hello')
    await listener.dispose()
    await listener.dispose()
  })
}
