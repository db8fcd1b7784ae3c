import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addProvider } from '../support/added-providers.ts'
import type { ApiClient } from '../support/api-client.ts'
import { mutate } from '../support/mutate.ts'
import { makeShare } from '../support/shares.ts'
import { type LetIn, letInElsewhere, type SpacePeople, setUpSpace } from '../support/space-people.ts'
import { type Ids, type RootField, requestFor, rootFields, sendRootField, unknownIds } from './root-field-requests.ts'

// What somebody in a space keeps to themselves, asked for by all who are near it: to each of them it is as if it did not exist.

/** Who asks, and what of it they may know: of that there is nothing to compare. */
const askers = {
  'staff of the same space': ['Space'],
  'a partner in the same space': ['Space'],
  'who was removed from the space': [],
  'staff of another space': [],
  'an owner of another space': [],
} as const satisfies Readonly<Record<string, readonly (keyof Ids)[]>>
type Asker = keyof typeof askers
const askerNames = Object.keys(askers) as Asker[]

let people: SpacePeople
let owner: ApiClient
let theirs: Ids
let letIn: Readonly<Record<Asker, LetIn>>

beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner } = people)
  theirs = await makeTheirs()
  letIn = await letAllIn()
})
afterAll(() => people.stop())

/** A private thread of the space with all that hangs on it, and what is of a person or of the server. */
async function makeTheirs(): Promise<Ids> {
  const { id, threadId } = await people.begin('Mine alone.')
  await owner.ended(id)
  const { comment } = await mutate<{ comment: { id: string } }>(owner, {
    name: 'addComment',
    input: { generationId: id, text: 'Hm.' },
    success: 'comment { id }',
  })
  const { serviceToken } = await mutate<{ serviceToken: { id: string } }>(owner, {
    name: 'createServiceToken',
    input: { service: 'matrix', scopes: ['READ'] },
    success: 'serviceToken { id }',
  })
  const { providerConnection } = await addProvider(owner, { name: 'matrix', baseUrl: 'https://models.example.org/v1' })
  const { api } = await people.letIn('Eve', 'STAFF')
  const { sessions } = await api.query<{ sessions: { id: string }[] }>('{ sessions { id } }')
  return {
    Generation: id,
    Thread: threadId,
    Space: people.spaceId,
    ServiceToken: serviceToken.id,
    Session: sessions[0]?.id ?? '',
    Share: (await makeShare(owner, threadId)).share.id,
    Provider: providerConnection?.id ?? '',
    Comment: comment.id,
  }
}

async function letAllIn(): Promise<typeof letIn> {
  const { elsewhere, removed, staff } = await letInElsewhere(people)
  return {
    'staff of the same space': await people.letIn('Sue', 'STAFF'),
    'a partner in the same space': await people.letIn('Pia', 'PARTNER'),
    'who was removed from the space': removed,
    'staff of another space': staff,
    'an owner of another space': await people.letIn('Olga', 'OWNER', elsewhere),
  }
}

/** Whether it takes the id of anything: what does not says the same whatever else there is. */
function takesId(entry: RootField): boolean {
  const kinds = Object.fromEntries(Object.keys(unknownIds).map((kind) => [kind, `id of ${kind}`])) as Ids
  return JSON.stringify(requestFor(entry, kinds).variables).includes('"id of ')
}

describe.each(rootFields().filter(takesId))('$operation $name', (entry) => {
  test.each(askerNames)('answers %s as if it did not exist', async (asker) => {
    const { cookie } = letIn[asker]
    const known = Object.fromEntries(askers[asker].map((kind) => [kind, theirs[kind]]))
    const ask = (ids: Ids) => sendRootField(people.sluice.url, { entry, ids, as: { cookie } })
    const answer = await ask(theirs)
    expect(answer).toEqual(await ask({ ...unknownIds, ...known }))
    expect(answer.status).toBe(200)
  })
})

test('each of them is still there, and so is all that they asked for', async () => {
  for (const asker of askerNames) {
    const { viewer } = await letIn[asker].api.query<{ viewer: { id: string } }>('{ viewer { id } }')
    expect(viewer.id, asker).toBe(letIn[asker].id)
  }
  const document = `query ($g: ID!, $t: ID!, $s: ID!) { generation(id: $g) { prompt comments { id } } thread(id: $t) { shares { id } }
    node(id: $s) { id } serviceTokens { id } providerConnections { id } }`
  const variables = { g: theirs.Generation, t: theirs.Thread, s: theirs.Space }
  expect(await owner.query(document, variables)).toMatchObject({
    generation: { prompt: 'Mine alone.', comments: [{ id: theirs.Comment }] },
    thread: { shares: [{ id: theirs.Share }] },
    node: { id: theirs.Space },
    serviceTokens: expect.arrayContaining([{ id: theirs.ServiceToken }]) as unknown,
    providerConnections: [{ id: theirs.Provider }],
  })
})
