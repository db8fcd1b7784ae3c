import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Sql } from '@sluice/prisma/sql'
import { writeAudit } from '../auth/audit.ts'
import { followSignIn, type SignInRights } from '../auth/follow-sign-in.ts'
import type { FindViewer } from '../auth/viewer.ts'
import { exportOf } from '../store/export.ts'
import type { AddressOf } from './client-address.ts'

/** What an export works with. */
export interface ExportOptions {
  readonly database: Sql
  readonly findViewer: FindViewer
  readonly addressOf: AddressOf
  readonly rights: SignInRights
}

/**
 * `GET /export`: all that belongs to whoever is signed in, as a file of JSON lines. It is written as it is read, so that a long one takes no
 * memory, and no longer than whoever asked is signed in; a file without its last line, of kind "end", is not whole.
 */
export async function handleExport(
  { database, findViewer, addressOf, rights }: ExportOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization = null, cookie = null, 'sec-fetch-site': site } = request.headers
  if (site === 'cross-site' || site === 'same-site')
    return refuse(response, 403, 'Ask for it on the page of this server.')
  const signedIn = await findViewer({ authorization, cookie })
  if (!signedIn) return refuse(response, 401, 'Sign in first.')
  if (!signedIn.viewer.scopes.has('READ')) return refuse(response, 403, 'This needs the right READ.')
  const { viewer, by } = signedIn
  const actor = { viewer, address: addressOf(request) }
  await writeAudit(database, actor, { action: 'EXPORTED', subject: viewer.name })
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': 'attachment; filename="sluice-export.ndjson"',
    'cache-control': 'no-store',
  })
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  using followed = followSignIn(rights, by)
  const signal = followed ? AbortSignal.any([gone.signal, followed.ended]) : gone.signal
  await pipeline(exportOf(database, viewer), response, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error // whoever has left, or may not read on, needs no answer
  })
}

function refuse(response: ServerResponse, status: 401 | 403, words: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${words}\n`)
}
