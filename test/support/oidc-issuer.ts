import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { sessionOf } from './sign-in.ts'

/** Somebody with an account at the issuer. */
export interface IssuerPerson {
  readonly name: string
  readonly email: string
  readonly email_verified: boolean
}

/** A real OpenID Connect server, with a form for the name of an account in place of its password. */
export interface OidcIssuer {
  /** SLUICE_OIDC_… for it. */
  readonly env: Readonly<Record<string, string>>
  /** Lets this Sluice ask it. */
  register(sluiceUrl: string): void
  close(): Promise<void>
}

const client = { id: 'sluice', secret: 'a secret that both of them know' }

/** Starts one, with these accounts by their subjects. */
export async function startOidcIssuer(people: Readonly<Record<string, IssuerPerson>>): Promise<OidcIssuer> {
  let handle = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    env: { SLUICE_OIDC_ISSUER: url, SLUICE_OIDC_CLIENT_ID: client.id, SLUICE_OIDC_CLIENT_SECRET: client.secret },
    register(sluiceUrl) {
      const provider = makeProvider(url, `${sluiceUrl}/auth/callback/oidc`, people)
      const callback = provider.callback()
      handle = (request, response) => {
        const isLogin = request.method === 'POST' && request.url?.startsWith('/login/')
        if (isLogin) void logIn(provider, request, response)
        else if (request.url?.startsWith('/login/')) response.end('<form method="post"><input name="account"></form>')
        else void callback(request, response)
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function makeProvider(url: string, redirectUri: string, people: Readonly<Record<string, IssuerPerson>>): Provider {
  return new Provider(url, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => Promise.resolve({ sub, ...people[sub] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    cookies: { keys: ['only of this test'] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: client.id, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
}

async function logIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('account') ?? ''
  await provider.interactionFinished(request, response, { login: { accountId } })
}

/** A browser, as far as it keeps cookies. */
export interface CookieJar {
  /** The header that it sends to an address. */
  header(url: string): string
  get(url: string): Promise<Response>
  post(url: string, body: string, headers: Record<string, string>): Promise<Response>
}

/** An empty one; a session that it begins with is the address's own. */
export function makeCookieJar(url = '', session = ''): CookieJar {
  const jar = new Map<string, Map<string, string>>()
  const cookiesOf = (address: string) => {
    const { origin } = new URL(address)
    const cookies = jar.get(origin) ?? new Map<string, string>()
    jar.set(origin, cookies)
    return cookies
  }
  const header = (address: string) => [...cookiesOf(address)].map(([name, value]) => `${name}=${value}`).join('; ')
  const send = async (address: string, own: Record<string, string>, body?: string) => {
    const headers = { ...own, cookie: header(address) }
    const method = body === undefined ? 'GET' : 'POST'
    const response = await fetch(address, { method, body: body ?? null, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value && !/max-age=0/i.test(cookie)) cookiesOf(address).set(name, value)
      else cookiesOf(address).delete(name)
    }
    return response
  }
  if (session) cookiesOf(url).set('sluice_session', session.replace(/^[^=]+=/, ''))
  return {
    header,
    get: (address) => send(address, {}),
    post: (address, body, headers) => send(address, headers, body),
  }
}

/** Goes to the issuer, logs in there, and answers the address by which it leads back: with code and state. */
export async function goToIssuer(
  jar: CookieJar,
  { sluiceUrl, account, path = '/sign-in/social' }: { sluiceUrl: string; account: string; path?: string },
) {
  const begun = await jar.post(`${sluiceUrl}/auth${path}`, '{}', { 'x-graphql-yoga-csrf': '1' })
  let { url } = (await begun.json()) as { url: string }
  const authorizationUrl = url
  while (!url.startsWith(sluiceUrl)) {
    const isLogin = new URL(url).pathname.startsWith('/login/')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = isLogin ? await jar.post(url, `account=${account}`, form) : await jar.get(url)
    const location = response.headers.get('location')
    if (!location) throw new Error(`The issuer led nowhere: ${response.status} ${await response.text()}`)
    url = new URL(location, url).href
  }
  return { authorizationUrl, callbackUrl: url }
}

/** Where Sluice leads after the way back, and the session that it gave; null when it gave none. */
export async function comeBack(jar: CookieJar, callbackUrl: string) {
  const response = await jar.get(callbackUrl)
  return { location: response.headers.get('location'), session: sessionOf(response) }
}
