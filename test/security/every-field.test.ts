import { type GraphQLField, type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addProvider } from '../support/added-providers.ts'
import type { ApiClient } from '../support/api-client.ts'
import { token } from '../support/deployment.ts'
import { readPrintedSchema } from '../support/printed-schema.ts'
import { refineSpan, revise, spanOf } from '../support/refining.ts'
import { change, letInElsewhere, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'
import { subscribe } from '../support/subscribe.ts'
import { type FieldRule, fieldRules, isPage, isPlumbing } from './field-rules.ts'

const schema = readPrintedSchema()
const isRefusal = (type: GraphQLObjectType) => type.getInterfaces().some(({ name }) => name === 'Error')
const types = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter((type) => !type.name.startsWith('__') && !isPlumbing(type) && !isRefusal(type))

const written = '{"name":"told"}'
/** As it is after it was revised. */
const revised = '{"name":"said"}'

let people: SpacePeople
/** Who has nothing to do with the space, is in another one, or was removed from this one. */
let outsiders: readonly ApiClient[]
/** In a thread that the space shares: an internal prompt, with all that can be hidden. */
let internal: { readonly id: string; readonly threadId: string }
/** Rewrites a span of it, internal too, and has been accepted. */
let suggestion: string
/** The owner's own, private, in the same space. */
let hidden: { readonly id: string; readonly threadId: string }

beforeAll(async () => {
  people = await setUpSpace()
  const { owner, begin, fake } = people
  fake.on(/Bluebird/, (call) => {
    call.usage({ inputTokens: 10, outputTokens: 5 })
    call.thinking('I think of Bluebird.')
    call.text(written)
    call.end()
  })
  const outputSchema = { type: 'object', title: 'Bluebird', properties: { name: { type: 'string' } } }
  const input = { isInternal: true, instructions: 'Say Bluebird.', outputSchema, labels: ['seen'] }
  internal = await begin('The plan is called Bluebird.', input)
  await owner.ended(internal.id)
  suggestion = await refine(owner)
  await share(owner, internal.threadId, 'SPACE')
  for (const api of [owner, people.partner])
    await change(api, 'addComment', {
      generationId: internal.id,
      text: 'Seen.',
      revision: 1,
      ...spanOf(revised, 'said'),
    })
  await change(owner, 'giveFeedback', { id: internal.id, rating: 'DOWN', note: 'Bluebird is a bad name.' })
  hidden = await begin('Private Bluebird.')
  await owner.ended(hidden.id)
  const { staff, removed } = await letInElsewhere(people)
  outsiders = [people.stranger, staff.api, removed.api]
})
afterAll(() => people.stop())

async function refine(owner: ApiClient): Promise<string> {
  const span = { generationId: internal.id, ...spanOf(written, 'told') }
  const { generation } = await refineSpan(owner, { ...span, instruction: 'As Bluebird wants it.', isInternal: true })
  const sourceId = generation?.id ?? ''
  await owner.ended(sourceId)
  await revise(owner, { ...span, replacement: 'said', sourceId })
  return sourceId
}

test('every field of every type has its rule, and every rule its field', () => {
  const inSchema = types.map((type) => [type.name, Object.keys(type.getFields()).toSorted()])
  const inRules = Object.entries(fieldRules).map(([name, rules]) => [name, Object.keys(rules).toSorted()])
  expect(Object.fromEntries(inRules)).toEqual(Object.fromEntries(inSchema))
})

const typeNamed = (name: string) => schema.getType(name) as GraphQLObjectType
const isNode = (type: GraphQLObjectType) => type.getInterfaces().some(({ name }) => name === 'Node')
const needsArguments = (field: GraphQLField<unknown, unknown>) => field.args.some(({ type }) => isNonNullType(type))

/** All of a type: leaves as they are, parts with all of theirs, other nodes by their ids, and pages by the ids on them. */
function selectionOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).filter((field) => !needsArguments(field))
  return fields
    .map((field) => {
      const of = getNamedType(field.type)
      if (!isObjectType(of)) return 'getFields' in of ? `${field.name} { __typename }` : field.name
      if (isPage(of)) return `${field.name} { edges { node { id } } }`
      return `${field.name} { ${isNode(of) ? 'id' : selectionOf(of)} }`
    })
    .join(' ')
}

type Seen = Readonly<Record<string, unknown>>

const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0)
const isSeen = (value: unknown): value is Seen => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What both were told of one thing, held against the rules; notes which hidden fields the owner had something in. */
function compare(type: GraphQLObjectType, [forOwner, forPartner]: readonly [Seen, Seen], filled: Set<string>): void {
  for (const [name, value] of Object.entries(forOwner)) {
    const field = type.getFields()[name]
    if (!field) continue
    const rule: FieldRule | undefined = fieldRules[type.name]?.[name]
    const at = `${type.name}.${name}`
    const other = forPartner[name]
    if (rule === 'HIDDEN') {
      if (!isEmpty(value)) filled.add(at)
      expect([at, isEmpty(other)]).toEqual([at, true])
    }
    if (rule !== 'SHOWN') continue
    const of = getNamedType(field.type)
    if (!isObjectType(of) || isPlumbing(of)) expect([at, other]).toEqual([at, value])
    else compareAll(of, [value, other], filled)
  }
}

function compareAll(type: GraphQLObjectType, [forOwner, forPartner]: readonly [unknown, unknown], filled: Set<string>) {
  const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
  const [mine, theirs] = [listOf(forOwner), listOf(forPartner)]
  expect(theirs.length).toBe(mine.length)
  for (const [n, value] of mine.entries()) {
    const other = theirs[n]
    if (isSeen(value) && isSeen(other)) compare(type, [value, other], filled)
    else expect(other).toEqual(value)
  }
}

const hiddenFields = Object.entries(fieldRules).flatMap(([type, rules]) =>
  Object.entries(rules).flatMap(([name, rule]) => (rule === 'HIDDEN' ? [`${type}.${name}`] : [])),
)

async function nodeFor(api: ApiClient, type: string, id: string): Promise<Seen | null> {
  const document = `query ($id: ID!) { node(id: $id) { ... on ${type} { ${selectionOf(typeNamed(type))} } } }`
  return (await api.query<{ node: Seen | null }>(document, { id })).node
}

async function commentsOn(api: ApiClient, id: string): Promise<string[]> {
  const document = 'query ($id: ID!) { generation(id: $id) { comments { id } } }'
  type Found = { generation: { comments: { id: string }[] } }
  return (await api.query<Found>(document, { id })).generation.comments.map((comment) => comment.id)
}

const eventTypes = types.filter((type) => type.getInterfaces().some(({ name }) => name === 'GenerationEvent'))

/** Everything that a stream says; fields of one name are of one type in all of its events. */
async function eventsFor(credentials: string | { cookie: string }, after?: string): Promise<Seen[]> {
  const fields = eventTypes.map((type) => `... on ${type.name} { ${selectionOf(type)} }`).join(' ')
  const document = `subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) { __typename ${fields} } }`
  const events: Seen[] = []
  const variables = { id: internal.id, ...(after !== undefined && { after }) }
  for await (const event of subscribe<Seen>({ url: people.sluice.url, ...as(credentials) }, document, variables))
    events.push(event)
  return events
}

const as = (credentials: string | { cookie: string }) =>
  typeof credentials === 'string' ? { token: credentials } : credentials

test('a partner sees each field as its rule says, by query and by stream', async () => {
  const { owner, partner } = people
  const filled = new Set<string>()
  const pairs: [string, string][] = [
    ['Generation', internal.id],
    ['Generation', suggestion],
    ['Thread', internal.threadId],
    ['Space', people.spaceId],
    ...(await commentsOn(owner, internal.id)).map((id): [string, string] => ['Comment', id]),
  ]
  expect(pairs.filter(([type]) => type === 'Comment')).toHaveLength(2)
  for (const [type, id] of pairs) {
    const [mine, theirs] = [await nodeFor(owner, type, id), await nodeFor(partner, type, id)]
    expect(
      [mine, theirs].every((seen) => seen !== null),
      type,
    ).toBe(true)
    if (mine && theirs) compare(typeNamed(type), [mine, theirs], filled)
  }
  for (const after of ['e0', undefined]) {
    const [mine, theirs] = [await eventsFor(token, after), await eventsFor({ cookie: people.partnerCookie }, after)]
    const kinds = (events: Seen[]) => events.map((event) => event['__typename'])
    expect(kinds(theirs)).toEqual(kinds(mine))
    for (const [n, event] of mine.entries()) {
      const other = theirs[n]
      if (other) compare(typeNamed(String(event['__typename'])), [event, other], filled)
    }
  }
  expect([...filled].toSorted()).toEqual(hiddenFields.toSorted()) // else a field was hidden that was empty anyway
})

test('nothing of it can be reached by whoever does not see it, through whatever leads there', async () => {
  const { owner, partner, staff } = people
  const every = types.filter((type) => isNode(type)).map((type) => type.name)
  for (const api of [...outsiders, partner, staff]) {
    for (const type of every) {
      for (const id of [hidden.id, hidden.threadId]) expect(await nodeFor(api, type, id)).toBeNull()
    }
  }
  for (const type of every) {
    for (const id of [internal.id, internal.threadId, people.spaceId]) {
      for (const api of outsiders) expect(await nodeFor(api, type, id)).toBeNull()
    }
  }
  const lists = `{ generations(first: 10) { edges { node { ${selectionOf(typeNamed('Generation'))} } } }
    threads(first: 10) { edges { node { ${selectionOf(typeNamed('Thread'))} } } }
    spaces { ${selectionOf(typeNamed('Space'))} } viewer { ${selectionOf(typeNamed('Viewer'))} } }`
  const told = async (api: ApiClient) => JSON.stringify(await api.query(lists))
  expect(await told(owner)).toContain(hidden.id)
  for (const api of [...outsiders, partner, staff]) expect(await told(api)).not.toContain(hidden.id)
  for (const api of [...outsiders, partner]) expect(await told(api)).not.toContain('Bluebird')
})

test('what only who administers sees is there for them alone', async () => {
  const { owner, partner, stranger } = people
  const document =
    'mutation ($input: CreateServiceTokenInput!) { r: createServiceToken(input: $input) { ... on CreateServiceTokenSuccess { serviceToken { id } secret } } }'
  type Made = { r: { serviceToken: { id: string }; secret: string } }
  const input = { service: 'every-field', scopes: ['READ'] }
  const { r } = await owner.query<Made>(document, { input })
  expect(await nodeFor(owner, 'ServiceToken', r.serviceToken.id)).toMatchObject({ service: 'every-field' })
  expect(await nodeFor(partner, 'ServiceToken', r.serviceToken.id)).toBeNull()
  const baseUrl = 'https://models.example.org/v1'
  const { providerConnection } = await addProvider(owner, { name: 'every-field', baseUrl })
  const providerId = providerConnection?.id ?? ''
  expect(await nodeFor(owner, 'ProviderConnection', providerId)).toMatchObject({ name: 'every-field', baseUrl })
  for (const api of [partner, people.staff]) expect(await nodeFor(api, 'ProviderConnection', providerId)).toBeNull()
  const lists = '{ serviceTokens { id } providerConnections { id } auditLog { edges { node { id } } } }'
  const none = { serviceTokens: [], providerConnections: [], auditLog: { edges: [] } }
  for (const api of [partner, people.staff]) expect(await api.query(lists)).toEqual(none)
  const told = JSON.stringify(await owner.query(lists))
  for (const id of [r.serviceToken.id, providerId]) expect(told).toContain(id)
  expect(await stranger.query('{ viewer { name } }')).toEqual({ viewer: { name: 'another' } })
})
