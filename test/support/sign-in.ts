import { type ApiClient, makeApiClient } from './api-client.ts'
import { signInBy, signInLink } from './browser.ts'
import type { Deployment } from './deployment.ts'
import { change, idOf, type LetIn } from './space-people.ts'

/** The header by which the page says that it is the page. */
export const fromPage = { 'x-graphql-yoga-csrf': '1' }

/** What a path below /auth answered. */
export interface AuthAnswer {
  readonly status: number
  readonly body: { readonly message?: string; readonly url?: string }
  /** The session, as a cookie header; null when there is none in the answer. */
  readonly cookie: string | null
  readonly headers: Headers
}

/** Posts to a path below /auth, as the page does. */
export async function postAuth(
  url: string,
  path: string,
  { body = {}, headers = fromPage }: { body?: object; headers?: Record<string, string> } = {},
): Promise<AuthAnswer> {
  const response = await fetch(`${url}/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    body: await bodyOf(response),
    cookie: sessionOf(response),
    headers: response.headers,
  }
}

async function bodyOf(response: Response): Promise<AuthAnswer['body']> {
  return response.headers.get('content-type')?.startsWith('application/json')
    ? ((await response.json()) as AuthAnswer['body'])
    : {}
}

/** The session that an answer gives, as a cookie header. */
export function sessionOf({ headers }: Pick<Response, 'headers'>): string | null {
  const cookie = headers.getSetCookie().find((one) => /^sluice_session=[^;]/.test(one))
  return cookie?.replace(/;.*/, '') ?? null
}

export function signIn(url: string, email: string, password: string): Promise<AuthAnswer> {
  return postAuth(url, '/sign-in/email', { body: { email, password } })
}

/** The owner, by the link that the server has printed. */
export async function ownerOf(sluice: Deployment): Promise<ApiClient & { readonly cookie: string }> {
  const cookie = await signInBy(await signInLink(sluice.web))
  return { ...makeApiClient(sluice.url, { cookie }), cookie }
}

/** Somebody in a space of the owner's that has nobody else, who has come in by their link. */
export async function letIn(
  owner: ApiClient,
  url: string,
  name: string,
): Promise<LetIn & { readonly spaceId: string }> {
  const spaceId = (await change(owner, 'createSpace', { name: 'Research' })).space?.id ?? ''
  const { path = '' } = await change(owner, 'inviteToSpace', { spaceId, name, role: 'STAFF' })
  const cookie = await signInBy(`${url}${path}`)
  const api = makeApiClient(url, { cookie })
  return { api, spaceId, id: await idOf(api), cookie }
}

/** What `setPassword` answered. */
export interface PasswordAnswer {
  readonly __typename: string
  readonly code?: string
  readonly path?: string
}

export async function setPassword(api: ApiClient, input: object): Promise<PasswordAnswer> {
  const document = `mutation ($input: SetPasswordInput!) { result: setPassword(input: $input) {
    __typename ... on Error { code } ... on InvalidInput { path } } }`
  return (await api.query<{ result: PasswordAnswer }>(document, { input })).result
}

/** How somebody signs in, as they see it. */
export interface OwnSignIn {
  readonly email: string | null
  readonly hasPassword: boolean
  readonly needsCurrentPassword: boolean
  readonly isLinked: boolean
  readonly isOfIssuer: boolean
}

export async function ownSignIn(api: ApiClient): Promise<OwnSignIn> {
  const document = '{ viewer { signIn { email hasPassword needsCurrentPassword isLinked isOfIssuer } } }'
  return (await api.query<{ viewer: { signIn: OwnSignIn } }>(document)).viewer.signIn
}

/** What the audit log says lately: who did what, with which details. */
export async function auditOf(api: ApiClient): Promise<string[]> {
  type Log = { auditLog: { edges: { node: { actorName: string; action: string; details: object } }[] } }
  const { auditLog } = await api.query<Log>('{ auditLog(first: 100) { edges { node { actorName action details } } } }')
  return auditLog.edges.map(({ node }) => `${node.actorName} ${node.action} ${JSON.stringify(node.details)}`)
}
