import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addProvider } from '../support/added-providers.ts'
import { type ApiClient, makeApiClient, type Presented } from '../support/api-client.ts'
import { type Deployment, deploy, otherToken, token } from '../support/deployment.ts'
import { makeShare, revokeShare } from '../support/shares.ts'
import { letIn, ownerOf } from '../support/sign-in.ts'
import { change } from '../support/space-people.ts'
import { until } from '../support/until.ts'
import { type Ids, type RootField, rootFields, sendRootField, unknownIds as unknown } from './root-field-requests.ts'

/** What a token must allow; OWN: whoever is signed in, about what is theirs; EMPTY: asked without ADMIN, there is nothing. */
type Rule = 'READ' | 'START' | 'ADMIN' | 'OWN' | 'EMPTY'

/** Every way in. A field that is added to the schema fails this test until somebody has said whose it is. */
const rules: Readonly<Record<'query' | 'mutation' | 'subscription', Readonly<Record<string, Rule>>>> = {
  query: {
    approvals: 'READ',
    auditLog: 'EMPTY',
    budgets: 'READ',
    caps: 'READ',
    estimateGeneration: 'READ',
    generation: 'READ',
    generations: 'READ',
    models: 'READ',
    node: 'READ',
    providerConnections: 'EMPTY',
    rateLimit: 'READ',
    serviceTokens: 'EMPTY',
    sessions: 'READ',
    shared: 'READ',
    spaces: 'READ',
    thread: 'READ',
    threads: 'READ',
    viewer: 'READ',
  },
  mutation: {
    addComment: 'START',
    addProvider: 'ADMIN',
    approveGeneration: 'START',
    cancelGeneration: 'START',
    cancelThread: 'START',
    chooseGeneration: 'START',
    createServiceToken: 'ADMIN',
    createShare: 'START',
    createSignInLink: 'ADMIN',
    createSpace: 'ADMIN',
    deleteComment: 'START',
    deletePerson: 'ADMIN',
    deleteSpace: 'ADMIN',
    deleteThread: 'START',
    declineGeneration: 'START',
    forkThread: 'START',
    giveFeedback: 'START',
    inviteToSpace: 'ADMIN',
    markThread: 'START',
    moveInLine: 'START',
    refineSpan: 'START',
    refuseRefinement: 'START',
    removeMember: 'ADMIN',
    removeProvider: 'ADMIN',
    renameThread: 'START',
    resolveComment: 'START',
    reviseGeneration: 'START',
    revokeServiceToken: 'ADMIN',
    revokeSession: 'OWN',
    revokeShare: 'START',
    rotateServiceToken: 'ADMIN',
    setBudget: 'ADMIN',
    setCap: 'ADMIN',
    setMemberRole: 'ADMIN',
    setRetention: 'ADMIN',
    setPassword: 'OWN',
    setSpaceModels: 'ADMIN',
    shareThread: 'START',
    startGeneration: 'START',
    undoRevision: 'START',
    unlinkIssuer: 'OWN',
    updateProvider: 'ADMIN',
  },
  subscription: { activity: 'READ', generationEvents: 'READ' },
}

interface Entry extends RootField {
  readonly rule: Rule | undefined
}

const entries: Entry[] = rootFields().map((field) => ({ ...field, rule: rules[field.operation][field.name] }))

let sluice: Deployment
let theirs: Ids
const secrets: Record<'READ' | 'START' | 'ADMIN' | 'revoked' | 'expired', string> = {
  READ: '',
  START: '',
  ADMIN: '',
  revoked: '',
  expired: '',
}

/** Somebody who stays signed in. */
let eve: ApiClient
/** What the browser of somebody sends who has been signed out. */
let signedOut: Presented

/** Of a thread that has nothing to do with what is asked for. */
const shares = { held: '', revoked: '', expired: '', unknown: `slh_${'x'.repeat(43)}` }
/** What can be asked through a share; everything else is refused, whatever it is about. */
const openToShares: ReadonlySet<string> = new Set([
  'query generation',
  'query node',
  'query shared',
  'query thread',
  'subscription generationEvents',
])

/** So long that what expires then can be made before, on a machine that has other things to do. */
const soonMs = 3_000

beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0' })
  const { generation } = await sluice.otherApi.tryStart({ prompt: 'Mine.' })
  const { viewer } = await sluice.otherApi.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
  const { said } = await sluice.otherApi.query<{ said: { comment: { id: string } } }>(
    'mutation ($id: ID!) { said: addComment(input: { generationId: $id, text: "Hm." }) { ... on AddCommentSuccess { comment { id } } } }',
    { id: generation?.id },
  )
  const mine = await makeToken({ scopes: ['READ'] })
  const owner = await ownerOf(sluice)
  eve = (await letIn(owner, sluice.url, 'Eve')).api
  const baseUrl = 'https://models.example.org/v1'
  const { providerConnection } = await addProvider(sluice.otherApi, { name: 'matrix', baseUrl })
  theirs = {
    Generation: generation?.id ?? '',
    Thread: generation?.thread.id ?? '',
    Space: viewer.space.id,
    ServiceToken: mine.serviceToken.id,
    Session: await sessionOf(eve),
    Share: (await makeShare(sluice.otherApi, generation?.thread.id ?? '')).share.id,
    Provider: providerConnection?.id ?? '',
    Comment: said.comment.id,
  }
  secrets.READ = mine.secret
  secrets.START = (await makeToken({ scopes: ['START'] })).secret
  secrets.ADMIN = (await makeToken({ scopes: ['ADMIN'] })).secret
  secrets.expired = (
    await makeToken({ scopes: ['READ'], expiresAt: new Date(Date.now() + soonMs).toISOString() })
  ).secret
  const revoked = await makeToken({ scopes: ['READ', 'START', 'ADMIN'] })
  const document = 'mutation ($id: ID!) { revokeServiceToken(input: { id: $id }) { __typename } }'
  await sluice.api.query(document, { id: revoked.serviceToken.id })
  secrets.revoked = revoked.secret
  const { api: leaver, cookie } = await letIn(owner, sluice.url, 'Lea')
  await change(leaver, 'revokeSession', { id: await sessionOf(leaver) })
  signedOut = { cookie }
  const shared = (await sluice.api.tryStart({ prompt: 'Shared.' })).generation?.thread.id ?? ''
  shares.held = (await makeShare(sluice.api, shared, { showsPrompts: true, showsCost: true })).secret
  const expiresAt = new Date(Date.now() + soonMs).toISOString()
  shares.expired = (await makeShare(sluice.api, shared, { expiresAt })).secret
  const taken = await makeShare(sluice.api, shared)
  await revokeShare(sluice.api, taken.share.id)
  shares.revoked = taken.secret
  await until('the share that expires has', async () => {
    const { status } = await makeApiClient(sluice.url, { share: shares.expired }).ask('{ shared { expiresAt } }')
    return status === 404
  })
  await until('the one that expires has', async () => {
    const { status } = await makeApiClient(sluice.url, secrets.expired).ask('{ viewer { id } }')
    return status === 401
  })
})
afterAll(() => sluice.stop())

/** The one session of somebody who has come in once. */
async function sessionOf(api: ApiClient): Promise<string> {
  const { sessions } = await api.query<{ sessions: { id: string }[] }>('{ sessions { id } }')
  const [session] = sessions
  if (!session) throw new Error('There is no session')
  return session.id
}

async function makeToken(input: object) {
  type Made = { result: { secret: string; serviceToken: { id: string } } }
  const document = `mutation ($input: CreateServiceTokenInput!) { result: createServiceToken(input: $input) {
    ... on CreateServiceTokenSuccess { secret serviceToken { id } } } }`
  return (await sluice.api.query<Made>(document, { input: { service: 'matrix', ...input } })).result
}

/** @param as - a bearer token, or what a browser sends */
const send = (entry: Entry, ids: Ids, as: string | null | Presented) => sendRootField(sluice.url, { entry, ids, as })

test('every root field has its rule, and every rule its field', () => {
  for (const operation of ['query', 'mutation', 'subscription'] as const) {
    const names = entries.filter((entry) => entry.operation === operation).map(({ name }) => name)
    expect(Object.keys(rules[operation]).toSorted(), operation).toEqual(names.toSorted())
  }
})

describe.each(entries)('$operation $name ($rule)', (entry) => {
  test.each<[string, () => string | null | Presented]>([
    ['nobody', () => null],
    ['a token that is revoked', () => secrets.revoked],
    ['a token that has expired', () => secrets.expired],
    ['an unknown token', () => `slc_${'x'.repeat(43)}`],
    ['who has been signed out', () => signedOut],
  ])('is not there for %s', async (_, credentials) => {
    const { status, text } = await send(entry, theirs, credentials())
    expect([status, text.includes('UNAUTHENTICATED')]).toEqual([401, true])
    expect(text).not.toContain('"data"')
  })

  test('asks for the scope of its rule, and for no other', async () => {
    for (const scope of ['READ', 'START', 'ADMIN'] as const) {
      const { text } = await send(entry, unknown, secrets[scope])
      const needed = entry.rule === 'EMPTY' ? 'READ' : entry.rule
      const isAllowed = needed === 'OWN' || needed === scope
      expect(text.includes('"FORBIDDEN"'), `with ${scope}: ${text}`).toBe(!isAllowed)
    }
  })

  test('answers for what is another’s as for what does not exist', async () => {
    // A service token is everybody's who may administer: to be compared, it must be asked for by one who may not.
    const bearer = entry.rule === 'ADMIN' ? secrets.READ : token
    expect(await send(entry, theirs, bearer)).toEqual(await send(entry, unknown, bearer))
  })

  test('gives nothing to a share of something else', async () => {
    const answer = await send(entry, theirs, { share: shares.held })
    expect(answer).toEqual(await send(entry, unknown, { share: shares.held }))
    const isOpen = openToShares.has(`${entry.operation} ${entry.name}`)
    expect(answer.text.includes('"FORBIDDEN"'), answer.text).toBe(!isOpen)
  })

  test.each(['revoked', 'expired', 'unknown'] as const)('is not there for a share that is %s', async (which) => {
    const { status, text } = await send(entry, theirs, { share: shares[which] })
    expect([status, text.includes('NOT_FOUND')]).toEqual([404, true])
    expect(text).not.toContain('"data"')
  })
})

test('the other one, whose things they are, is told of them', async () => {
  const document = 'query ($g: ID!, $t: ID!) { generation(id: $g) { id } thread(id: $t) { id } }'
  const variables = { g: theirs.Generation, t: theirs.Thread }
  const seen = await makeApiClient(sluice.url, otherToken).query(document, variables)
  expect(seen).toEqual({ generation: { id: theirs.Generation }, thread: { id: theirs.Thread } })
  expect(await sessionOf(eve)).toBe(theirs.Session)
})
