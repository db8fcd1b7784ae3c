import type { Sql, Statements } from '@sluice/prisma/sql'
import { isAPIError } from 'better-auth/api'
import type { DBAdapter, Where } from 'better-auth/types'
import { v7 as newId } from 'uuid'
import {
  type AuthAccount,
  addIssuer,
  findByEmail,
  findByIssuer,
  findSessionPerson,
  letIn,
  type NewAccount,
} from './auth-people.ts'
import { beginSession, type NewSession } from './browser-session.ts'

/** What hooks add to a row that better-auth makes: where it comes from. */
export interface Origin {
  readonly address: string | null
  readonly method: NewSession['method']
  /** Whether somebody who was signed in asked for it. */
  readonly isOwnLink: boolean
}

/** A session as better-auth makes it. */
interface NewAuthSession extends Origin {
  readonly token: string
  readonly userId: string
  readonly userAgent: string
}

/** A person as an issuer describes them, who is not known here yet. */
interface NewAuthUser {
  readonly email: string
  readonly name: string
}

/**
 * Our tables as better-auth sees them: a principal is its user, a browser session its session, of whose token we keep a hash only.
 * It asks in few ways; any other fails, rather than being answered half.
 */
export function makeAuthTables(database: Statements): DBAdapter {
  return tables(database, (work) => database.transaction(work))
}

type Transact = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>

/** @param transact - within a transaction it goes on in the same one */
function tables(sql: Sql, transact: Transact): DBAdapter {
  return {
    id: 'sluice',
    findOne: async <T>({ model, where }: Asked) => {
      const { email, token } = valuesOf(where)
      if (model === 'user' && email !== undefined) return (await findByEmail(sql, email)) as T | null
      if (model === 'session' && token !== undefined) return (await findSessionPerson(sql, token)) as T | null
      return unexpected('findOne', model)
    },
    findMany: async <T>({ model, where = [] }: { model: string; where?: Where[] | undefined }) => {
      const { providerId, accountId } = valuesOf(where)
      if (model !== 'account' || !providerId || !accountId) return unexpected('findMany', model)
      return (await findByIssuer(sql, { providerId, accountId })) as T[]
    },
    create: async <T, R = T>({ model, data }: { model: string; data: Omit<T, 'id'> }) =>
      (await create(transact, model, data)) as R,
    update: async <T>({ model, where, update }: Asked & { update: Record<string, unknown> }) => {
      const { id } = valuesOf(where)
      if (model !== 'user' || id === undefined || update['emailVerified'] !== true) return unexpected('update', model)
      await sql.query('UPDATE principal SET is_email_verified = true WHERE id = $1', [id])
      return { id } as T
    },
    async transaction(work) {
      let refusal: unknown
      const refuse = (error: unknown): never => {
        if (isAPIError(error)) refusal = error
        throw error
      }
      // To whoever translates the database's errors, better-auth's own would look like one of them.
      const done = transact((inner) => work(tables(inner, (more) => more(inner))).catch(refuse))
      return done.catch((error: unknown) => {
        throw refusal ?? error
      })
    },
    count: ({ model }) => unexpected('count', model),
    updateMany: ({ model }) => unexpected('updateMany', model),
    delete: ({ model }) => unexpected('delete', model),
    deleteMany: ({ model }) => unexpected('deleteMany', model),
    consumeOne: ({ model }) => unexpected('consumeOne', model),
    incrementOne: ({ model }) => unexpected('incrementOne', model),
  }
}

interface Asked {
  readonly model: string
  readonly where: Where[]
}

async function create(transact: Transact, model: string, data: unknown): Promise<object> {
  const id = newId()
  switch (model) {
    case 'session': {
      const session = data as NewAuthSession
      const { token, userId: principalId, userAgent, ...from } = session
      await transact((sql) => beginSession(sql, { ...from, session: token, principalId, userAgent: userAgent || null }))
      return { ...session, id }
    }
    case 'account':
      await transact((sql) => addIssuer(sql, { ...(data as Origin & Omit<NewAccount, 'id'>), id }))
      return { ...(data as AuthAccount), id }
    case 'user': {
      const user = data as NewAuthUser
      return { ...user, id: await transact((sql) => letIn(sql, user)) }
    }
    default:
      return unexpected('create', model)
  }
}

/** What fields are asked to be equal to. */
function valuesOf(where: readonly Where[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    where.flatMap(({ field, value, operator = 'eq' }) =>
      operator === 'eq' && typeof value === 'string' ? [[field, value]] : [],
    ),
  )
}

function unexpected(method: string, model: string): never {
  throw new Error(`better-auth asked our tables for something new: ${method} of ${model}.`)
}
