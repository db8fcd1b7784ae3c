import type { SignInLinks } from '@sluice/core/access/sign-in-link'
import type { Database } from '@sluice/prisma/sql'
import { audited } from './audit.ts'
import { createSignInLink } from './browser-session.ts'

/** Links for people who are known here, for one who asks from `address`. */
export function makeSignInLinks(database: Database, address: string | null): SignInLinks {
  return {
    make: (viewer, principalId) =>
      audited(database, { viewer, address }, async (sql) => {
        const text = `SELECT name FROM principal WHERE id = $1 AND kind = 'PERSON' AND deleted_at IS NULL`
        const [person] = await sql.query<{ name: string }>(text, [principalId])
        if (!person) return { result: null, fact: null }
        const secret = await createSignInLink(sql, principalId)
        return { result: secret, fact: { action: 'LINK_MADE', subject: person.name } }
      }),
  }
}
