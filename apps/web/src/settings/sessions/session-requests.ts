import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import { RevokeSessionDocument, SessionsDocument, type SessionsQuery } from '../generated/graphql.ts'

export type Session = SessionsQuery['sessions'][number]

/** The browsers that the viewer is signed in with: this one first, then the newest. */
export async function loadSessions(api: Api): Promise<Session[]> {
  const { sessions } = await api.request(SessionsDocument, {})
  return sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Signs a browser out. */
export const revokeSession = (api: Api, id: string) =>
  outcomeOf(api.request(RevokeSessionDocument, { input: { id } }).then((data) => data.revokeSession))
