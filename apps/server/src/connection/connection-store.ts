import { type ConnectionStore, hintOf, type NewConnection } from '@sluice/core/provider/connection'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from '../auth/audit.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { removeCap, writeCap } from '../store/cap-store.ts'
import { type KeyOwner, sealKey } from './sealed-key.ts'

/** What the store of added providers works with. */
export interface ConnectionStoreOptions {
  readonly database: Database
  readonly box: SecretBox
  /** Where whoever changes them asks from; null where that is not known. */
  readonly address: string | null
  /** After the commit: serves what there is now in this process, and tells the others. */
  readonly onChanged: () => Promise<void>
}

/** Providers that were added at run time, in the database. */
export function makeConnectionStore({ database, box, address, onChanged }: ConnectionStoreOptions): ConnectionStore {
  const change = async <T>(viewer: Viewer, work: Parameters<typeof audited<T>>[2]): Promise<T> => {
    let isChanged = false
    const result = await audited(database, { viewer, address }, async (sql) => {
      const done = await work(sql)
      isChanged = done.fact !== null
      return done
    })
    if (isChanged) await onChanged()
    return result
  }
  return {
    add: (viewer, connection) =>
      change(viewer, async (sql) => {
        const { name, kind, baseUrl, apiKey, cap } = connection
        const id = newId()
        const sealed = apiKey === null ? null : sealKey(box, apiKey, { id, name, baseUrl })
        if (!(await insert(sql, { ...connection, id, sealed, createdBy: viewer.id }))) {
          return { result: null, fact: null }
        }
        await expectAgain(sql, name)
        if (cap !== null) await writeCap(sql, { scope: 'PROVIDER', name, cap })
        const details = { kind, ...shown(baseUrl), hasKey: sealed !== null, cap }
        return { result: id, fact: { action: 'PROVIDER_ADDED', subject: name, details } }
      }),
    change: (viewer, id, decide) =>
      change(viewer, async (sql) => {
        const now = await lock(sql, id)
        if (!now) return { result: false, fact: null }
        const { baseUrl, apiKey } = decide({ baseUrl: now.baseUrl, hasKey: now.hasKey })
        await move(sql, id, baseUrl)
        if (apiKey !== undefined) await writeKey(sql, box, { id, name: now.name, baseUrl, apiKey })
        const details = { ...shown(baseUrl), isKeyNew: apiKey !== undefined, hasKey: apiKey ? true : now.hasKey }
        return { result: true, fact: { action: 'PROVIDER_CHANGED', subject: now.name, details } }
      }),
    remove: (viewer, id) =>
      change(viewer, async (sql) => {
        const name = await remove(sql, id)
        if (name === null) return { result: false, fact: null }
        await expectNoMore(sql, name)
        await removeCap(sql, { scope: 'PROVIDER', name })
        return { result: true, fact: { action: 'PROVIDER_REMOVED', subject: name } }
      }),
  }
}

/** Where it is, without its path: some gateways have a secret there. */
function shown(baseUrl: string): { at: string } {
  return { at: new URL(baseUrl).origin }
}

type NewRow = NewConnection & { readonly id: string; readonly sealed: string | null; readonly createdBy: string }

async function insert(sql: Sql, row: NewRow): Promise<boolean> {
  const hint = row.apiKey === null ? null : hintOf(row.apiKey)
  const inserted = await sql.query(
    `INSERT INTO provider_connection (id, name, kind, base_url, sealed_key, key_hint, created_by_id)
     VALUES ($1, $2, $3::"ProviderKind", $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING RETURNING id`,
    [row.id, row.name, row.kind, row.baseUrl, row.sealed, hint, row.createdBy],
  )
  return inserted.length > 0
}

interface Locked {
  readonly name: string
  readonly baseUrl: string
  readonly hasKey: boolean
}

async function lock(sql: Sql, id: string): Promise<Locked | undefined> {
  const [row] = await sql.query<Locked>(
    `SELECT name, base_url AS "baseUrl", sealed_key IS NOT NULL AS "hasKey" FROM provider_connection WHERE id = $1 FOR UPDATE`,
    [id],
  )
  return row
}

async function move(sql: Sql, id: string, baseUrl: string): Promise<void> {
  await sql.query('UPDATE provider_connection SET base_url = $2, changed_at = now() WHERE id = $1', [id, baseUrl])
}

async function writeKey(
  sql: Sql,
  box: SecretBox,
  { apiKey, ...owner }: KeyOwner & { readonly apiKey: string | null },
): Promise<void> {
  const sealed = apiKey === null ? null : sealKey(box, apiKey, owner)
  const hint = apiKey === null ? null : hintOf(apiKey)
  await sql.query('UPDATE provider_connection SET sealed_key = $2, key_hint = $3 WHERE id = $1', [
    owner.id,
    sealed,
    hint,
  ])
}

/** Answers its name. */
async function remove(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.query<{ name: string }>('DELETE FROM provider_connection WHERE id = $1 RETURNING name', [id])
  return row?.name ?? null
}

/** What waits for it is to fail, and what is known of how it fared is forgotten. */
async function expectNoMore(sql: Sql, name: string): Promise<void> {
  await sql.query(
    `WITH fared AS (DELETE FROM provider_state WHERE provider = $1)
     INSERT INTO removed_provider (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET removed_at = now()`,
    [name],
  )
}

async function expectAgain(sql: Sql, name: string): Promise<void> {
  await sql.query('DELETE FROM removed_provider WHERE name = $1', [name])
}
