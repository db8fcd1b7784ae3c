import { type ApiClient, makeApiClient } from '../api-client.ts'
import { signInBy } from '../browser.ts'
import type { FakeProvider } from '../fake-provider/fake-provider.ts'
import { mutate } from '../mutate.ts'
import { spanOf } from '../refining.ts'
import { inWords, manyKinds, notice, otherNotice, report } from './answers.ts'

/** Where a view is, and as whom one looks at it. */
export interface World {
  readonly url: string
  /** The cookies of the owner and of a partner who has started nothing, each `name=value`. */
  readonly cookies: { readonly owner: string; readonly partner: string }
  /** Paths of what has one of its own. */
  readonly paths: Readonly<
    Record<'space' | 'streaming' | 'finished' | 'refined' | 'failed' | 'manyKinds' | 'shared', string>
  >
}

/** The model that the world is asked of. */
const worldModel = 'openai:gpt-5.2'
const otherModel = 'openai:gpt-5.2-mini'

/** How the played provider answers in the world. */
function playWorld(fake: FakeProvider): void {
  fake.on(/^Where does the time go|^Check the tone|^Compare the three/, (call) => {
    for (const part of inWords(report)) call.text(part) // left open: it is still writing
  })
  for (const [prompt, text] of [
    [/minutes of Monday|release notes/, report],
    [/^Show everything/, manyKinds],
  ] as const) {
    fake.on(prompt, (call) => {
      call.usage({ inputTokens: 812, outputTokens: 412 })
      for (const part of inWords(text)) call.text(part)
      call.end()
    })
  }
  fake.on(/^Tell all staff/, (call) => {
    call.usage({ inputTokens: 96, outputTokens: 61 })
    for (const part of inWords(call.request['model'] === 'gpt-5.2' ? notice : otherNotice)) call.text(part)
    call.end()
  })
  fake.on(/Say what to bring/, (call) => {
    call.text('Come to the hall on the ground floor, with the form that you got by post.')
    call.end()
  })
  const models = ['gpt-5.2', 'gpt-5.2-mini'].map((id) => ({ id, object: 'model' }))
  fake.onModels((call) => call.status(200, { body: { object: 'list', data: models } }))
  fake.on(/Translate/, (call) => call.status(401))
}

/** What the mutations answer here, as far as it is asked for. */
interface Done {
  readonly __typename: string
  readonly message?: string
  readonly path?: string
  readonly space?: { readonly id: string }
  readonly secret?: string
  readonly serviceToken?: { readonly id: string; readonly serviceId: string }
  readonly generation?: { readonly id: string; readonly thread: { readonly id: string } }
}

/** What is asked for of their answers. */
const selections: Readonly<Record<string, string>> = {
  createSpace: 'space { id }',
  inviteToSpace: 'path',
  createShare: 'path',
  createServiceToken: 'serviceToken { id serviceId }',
  startGeneration: 'generation { id thread { id } }',
  refineSpan: 'generation { id thread { id } }',
}

/** Does what a mutation does; a refusal is an error here. */
async function perform(api: ApiClient, name: string, input: object): Promise<Done> {
  const success = selections[name]
  const result = await mutate<Done>(api, { name, input, refusal: 'message', ...(success !== undefined && { success }) })
  if (result.message !== undefined) throw new Error(`${name}: ${result.message}`)
  return result
}

const threadPath = (started: Done) => `/t/${encodeURIComponent(started.generation?.thread.id ?? '')}`

/** Makes, as an owner would, something of everything that there is to see. */
export async function makeWorld(url: string, fake: FakeProvider, ownerCookie: string): Promise<World> {
  playWorld(fake)
  const api = makeApiClient(url, { cookie: ownerCookie })
  const { space } = await perform(api, 'createSpace', { name: 'Research' })
  const spaceId = space?.id ?? ''
  const partner = await signInBy(`${url}${await letIn(api, spaceId)}`)
  const service = await makeTokens(api)
  await setBudgets(api, { spaceId, service })
  const refined = await refineSomething(api, makeApiClient(url, { cookie: partner }), spaceId)
  const paths = await startThings(api, spaceId)
  await administer(api, spaceId, fake)
  return {
    url,
    cookies: { owner: ownerCookie, partner },
    paths: { ...paths, refined, space: `/settings/spaces/${encodeURIComponent(spaceId)}` },
  }
}

/** Answers the link of the partner. */
async function letIn(api: ApiClient, spaceId: string): Promise<string> {
  await perform(api, 'inviteToSpace', { spaceId, name: 'Sam Okafor', role: 'STAFF' })
  const pam = await perform(api, 'inviteToSpace', { spaceId, name: 'Pam Lindqvist', role: 'PARTNER' })
  return pam.path ?? ''
}

/** An answer that two have commented on, with a change of it that waits to be accepted, beside another answer. Answers its path. */
async function refineSomething(api: ApiClient, partner: ApiClient, spaceId: string): Promise<string> {
  const prompt = 'Tell all staff in two paragraphs when the office moves.'
  const start = async (model: string, more: object = {}) => {
    const started = await perform(api, 'startGeneration', { model, prompt, spaceId, idempotencyKey: model, ...more })
    await api.ended(started.generation?.id ?? '', { timeoutMs: 60_000 })
    return started
  }
  const other = await start(otherModel)
  const threadId = other.generation?.thread.id ?? ''
  await perform(api, 'shareThread', { id: threadId, visibility: 'SPACE' })
  const generationId = (await start(worldModel, { threadId })).generation?.id ?? ''
  await perform(api, 'addComment', { generationId, text: 'Who answers questions?', ...spanOf(notice, 'on Monday') })
  await perform(partner, 'addComment', {
    generationId,
    text: 'Clear and short. The date is confirmed by the landlord.',
  })
  const { generation } = await perform(api, 'refineSpan', {
    generationId,
    revision: 0,
    model: worldModel,
    idempotencyKey: 'refine',
    instruction: 'Say what to bring.',
    ...spanOf(notice, 'Come to the hall on the ground floor.'),
  })
  await api.ended(generation?.id ?? '', { timeoutMs: 60_000 })
  return threadPath(other)
}

/** Some have ended, some run, and with the cap that comes after one waits in line. */
async function startThings(api: ApiClient, spaceId: string): Promise<Omit<World['paths'], 'space' | 'refined'>> {
  const start = (prompt: string, more: object = {}) => {
    const input = { model: worldModel, prompt, spaceId, idempotencyKey: prompt, ...more }
    return perform(api, 'startGeneration', input)
  }
  const ended = async (started: Done) => {
    await api.ended(started.generation?.id ?? '', { timeoutMs: 60_000 })
    return started
  }
  const finished = await ended(await start('Sum up the minutes of Monday in five points.'))
  await ended(await start('Draft the release notes of version 2.4 from the list of changes.', { labels: ['release'] }))
  const kinds = await ended(await start('Show everything at once: right to left, tables, code and lists.'))
  const failed = await ended(await start('Translate the contract for our partners in Lyon.'))
  await perform(api, 'setCap', { scope: 'MODEL', name: worldModel, cap: 2 })
  const streaming = await start('Where does the time go in a slow answer?')
  await start('Check the tone of the letter to the board.', { labels: ['letters'] })
  await start('Compare the three offers for the new warehouse, with costs over five years.')
  const threadId = streaming.generation?.thread.id ?? ''
  await perform(api, 'shareThread', { id: threadId, visibility: 'SPACE' })
  const share = await perform(api, 'createShare', { threadId, showsPrompts: true })
  return {
    finished: threadPath(finished),
    manyKinds: threadPath(kinds),
    failed: threadPath(failed),
    streaming: threadPath(streaming),
    shared: share.path ?? '',
  }
}

/** Answers the id of a service whose token was rotated. */
async function makeTokens(api: ApiClient): Promise<string> {
  await perform(api, 'createServiceToken', { service: 'reports', scopes: ['READ', 'START'] })
  const made = await perform(api, 'createServiceToken', { service: 'search', scopes: ['READ'] })
  await perform(api, 'rotateServiceToken', { id: made.serviceToken?.id, overlapMs: 3_600_000 })
  return made.serviceToken?.serviceId ?? ''
}

async function setBudgets(api: ApiClient, { spaceId, service }: { spaceId: string; service: string }): Promise<void> {
  const { viewer } = await api.query<{ viewer: { id: string } }>('{ viewer { id } }')
  const budgets = [
    { scope: 'PERSON', subject: viewer.id, unit: 'MONEY', period: 'DAY', limit: '1' },
    { scope: 'PARTNERS', subject: spaceId, unit: 'MONEY', period: 'MONTH', limit: '40', action: 'APPROVAL' },
    { scope: 'SERVICE', subject: service, unit: 'TOKENS', period: 'DAY', limit: '2000000' },
  ]
  for (const budget of budgets) await perform(api, 'setBudget', budget)
}

async function administer(api: ApiClient, spaceId: string, fake: FakeProvider): Promise<void> {
  await perform(api, 'setCap', { scope: 'PROVIDER', name: 'openai', cap: 40 })
  await perform(api, 'addProvider', { name: 'atelier', baseUrl: fake.openaiBaseUrl, apiKey: 'a-key-that-ends-in-1789' })
  await perform(api, 'setRetention', { spaceId, days: 365 })
  await perform(api, 'setSpaceModels', { spaceId, models: [worldModel, 'builtin:extract'] })
  // A space of its own whose budget has room for nothing, so that there is something to approve.
  const { space } = await perform(api, 'createSpace', { name: 'Legal' })
  const subject = space?.id ?? ''
  await perform(api, 'setBudget', {
    scope: 'SPACE',
    subject,
    unit: 'MONEY',
    period: 'DAY',
    limit: '0',
    action: 'APPROVAL',
  })
  await perform(api, 'startGeneration', {
    model: worldModel,
    prompt: 'Go through the lease clause by clause, and mark what is unusual.',
    spaceId: subject,
    idempotencyKey: 'lease',
  })
}
