import { type ApiClient, makeApiClient, type SeenEvent } from './api-client.ts'
import { signInBy } from './browser.ts'
import { type Deployment, deploy, quietLeaseMs } from './deployment.ts'
import { type FakeProvider, startFakeProvider } from './fake-provider/fake-provider.ts'
import { mutate } from './mutate.ts'
import { writeProvidersFile } from './providers-file.ts'

export const model = 'openai:fake-model'
export const secretPlan = 'The plan is called Bluebird. What do we call it?'

/** A space of a service, two people who were let in, and another service that has nothing to do with it. */
export interface SpacePeople {
  readonly sluice: Deployment
  readonly fake: FakeProvider
  readonly owner: ApiClient
  readonly staff: ApiClient
  readonly partner: ApiClient
  /** What the partner's browser sends. */
  readonly partnerCookie: string
  readonly stranger: ApiClient
  readonly spaceId: string
  /** Lets one more person in, who signs in at once: into another space, if it is named. */
  letIn(name: string, role: string, space?: string): Promise<LetIn>
  /** The owner starts one in the space, in a thread of its own. */
  begin(prompt: string, more?: object): Promise<Begun>
  stop(): Promise<void>
}

/** Somebody who was let in. */
export interface LetIn {
  readonly api: ApiClient
  readonly id: string
  /** What their browser sends. */
  readonly cookie: string
}

/** A generation and its thread. */
export interface Begun {
  readonly id: string
  readonly threadId: string
}

/** Sets all of that up; prompts that begin with "goes on" never end by themselves. `models` are further ones of the configuration. */
export async function setUpSpace(models: readonly object[] = []): Promise<SpacePeople> {
  const fake = await startFakeProvider()
  fake.on(/^goes on/, (call) => call.text('so far'))
  fake.on(secretPlan, (call) => {
    call.usage({ inputTokens: 10, outputTokens: 5 })
    call.thinking('I think of Bluebird.')
    call.text('Hello from the fake provider.')
    call.end()
  })
  const providers = writeProvidersFile({ models: [{ id: model, price: { input: 1_000, output: 1_000 } }, ...models] })
  const sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_PROVIDERS: providers,
    SLUICE_LEASE_MS: quietLeaseMs,
  })
  const { api: owner, otherApi: stranger } = sluice
  const spaceId = (await change(owner, 'createSpace', { name: 'Research' })).space?.id ?? ''
  const letIn = async (name: string, role: string, space = spaceId) => {
    const { path = '' } = await change(owner, 'inviteToSpace', { spaceId: space, name, role })
    const cookie = await signInBy(`${sluice.url}${path}`)
    const api = makeApiClient(sluice.url, { cookie })
    return { api, id: await idOf(api), cookie }
  }
  const pam = await letIn('Pam', 'PARTNER')
  return {
    sluice,
    fake,
    owner,
    stranger,
    spaceId,
    staff: (await letIn('Sam', 'STAFF')).api,
    partner: pam.api,
    partnerCookie: pam.cookie,
    letIn,
    async begin(prompt, more = {}) {
      const { generation } = await owner.tryStart({ model, prompt, spaceId, ...more })
      return { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
    },
    async stop() {
      await sluice.stop()
      await fake.close()
    },
  }
}

/** Who was in both the space and another one until they were removed from the first, and who is only in the other. */
export async function letInElsewhere({ owner, spaceId, letIn }: SpacePeople) {
  const elsewhere = (await change(owner, 'createSpace', { name: 'Elsewhere' })).space?.id ?? ''
  const removed = await letIn('Rob', 'STAFF')
  // Somewhere they stay: who is nowhere any more is signed out.
  await change(owner, 'setMemberRole', { spaceId: elsewhere, principalId: removed.id, role: 'STAFF' })
  await change(owner, 'removeMember', { spaceId, principalId: removed.id })
  return { elsewhere, removed, staff: await letIn('Stan', 'STAFF', elsewhere) }
}

/** The id by which members are named. */
export async function idOf(api: ApiClient): Promise<string> {
  return (await api.query<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id
}

/** What a change answered. */
export interface Changed {
  readonly __typename: string
  readonly code?: string
  readonly path?: string
  readonly space?: { readonly id: string } | null
}

const asked: Readonly<Record<string, string>> = {
  createSpace: 'space { id }',
  inviteToSpace: 'path',
  createSignInLink: 'path',
}

/** One of the mutations on spaces and the like, which all take one input. */
export function change(api: ApiClient, name: string, input: object): Promise<Changed> {
  const success = asked[name]
  return mutate(api, { name, input, ...(success !== undefined && { success }) })
}

export function share(api: ApiClient, id: string, visibility: string): Promise<Changed> {
  return change(api, 'shareThread', { id, visibility })
}

/** What somebody sees of a generation and its thread. */
export interface SeenThread {
  readonly generation: {
    readonly prompt: string
    readonly title: string
    readonly text: string
    readonly cost: string | null
    readonly attempts: readonly { readonly cost: string | null }[]
  } | null
  readonly thread: { readonly title: string; readonly generations: { readonly edges: readonly unknown[] } } | null
}

export const nothing: SeenThread = { generation: null, thread: null }

export function look(api: ApiClient, { id, threadId }: Begun): Promise<SeenThread> {
  const document = `query ($id: ID!, $t: ID!) { generation(id: $id) { prompt title text cost attempts { cost } }
    thread(id: $t) { title generations { edges { node { id } } } } }`
  return api.query<SeenThread>(document, { id, t: threadId })
}

/** Watches in the background: what came, and what it ended with; null for an orderly end. */
export function watchBeside(api: ApiClient, id: string, after?: string) {
  const events: SeenEvent[] = []
  const end = (async () => {
    for await (const event of api.watch(id, { ...(after && { after }) })) events.push(event)
  })().then(
    () => null,
    (error: unknown) => error,
  )
  return { events, end }
}
