import type { Database } from '@sluice/prisma/sql'
import { writeAudit } from './audit.ts'
import type { Try } from './sign-in-limits.ts'

/** Writes down that somebody's password was not the one that was sent; nothing where nobody is known by that address. */
export type NoteFailure = (attempt: Try) => void

/** Does so beside the answer, which must not take longer for somebody than for nobody. */
export function makeNoteFailure(database: Database, report: (fault: unknown) => void): NoteFailure {
  const note = ({ account, address }: Try) =>
    database.transaction(async (sql) => {
      const [person] = await sql.query<{ id: string; name: string }>(
        'SELECT id, name FROM principal WHERE email = $1',
        [account],
      )
      if (!person) return
      await writeAudit(sql, { viewer: person, address }, { action: 'SIGN_IN_FAILED', subject: 'password' })
    })
  return (attempt) => void note(attempt).catch(report)
}
