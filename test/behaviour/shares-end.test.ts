import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { testOnPostgres } from '../support/on-postgres.ts'
import { makeShare, revokeShare } from '../support/shares.ts'
import { change, model, type SpacePeople, setUpSpace, share, watchBeside } from '../support/space-people.ts'
import { until } from '../support/until.ts'

let people: SpacePeople
let owner: ApiClient
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner } = people)
})
afterAll(() => people.stop())

/** Somebody watches one that goes on, through a share of its thread. */
async function watchThrough(maker: ApiClient, more: object = {}, cookie = '') {
  const { generation } = await owner.tryStart({ model, prompt: 'goes on', spaceId: people.spaceId })
  const { id = '', thread } = generation ?? {}
  const threadId = thread?.id ?? ''
  await share(owner, threadId, 'SPACE')
  const made = await makeShare(maker, threadId, more)
  const stream = watchBeside(makeApiClient(people.sluice.url, { share: made.secret, cookie }), id)
  await until('a share is watched', () => stream.events.length > 0)
  return { id, threadId, shareId: made.share.id, ...stream }
}

type Watched = Awaited<ReturnType<typeof watchThrough>>

/** Takes the right away; answers what the stream then ends with. */
async function endAfter({ end }: Watched, take: () => Promise<unknown>): Promise<unknown> {
  await take()
  const takenAt = performance.now()
  const refusal = await end
  expect(performance.now() - takenAt).toBeLessThan(10_000)
  return refusal
}

test('streams through a share end within 10 s of the share, and no others do', async () => {
  const max = await people.letIn('Max', 'STAFF')
  const guest = await people.letIn('Gus', 'PARTNER')
  const { spaceId } = people
  const revoked = await watchThrough(owner)
  const kept = await watchThrough(owner)
  const hidden = await watchThrough(max.api)
  const left = await watchThrough(max.api)
  const signedOut = await watchThrough(owner, { requiresSignIn: true }, guest.cookie)
  const expiresAt = Date.now() + 10_000
  const expiring = await watchThrough(owner, { expiresAt: new Date(expiresAt).toISOString() })
  let isOver = false
  const keptToTheEnd = kept.end.finally(() => {
    isOver = true
  })

  const ended = await Promise.all([
    endAfter(revoked, () => revokeShare(owner, revoked.shareId)),
    endAfter(hidden, () => share(owner, hidden.threadId, 'PRIVATE')),
    endAfter(left, () => change(owner, 'removeMember', { spaceId, principalId: max.id })),
    endAfter(expiring, () => until('it has expired', () => Date.now() > expiresAt)),
  ])
  for (const refusal of ended) expect(refusal).toMatchObject({ code: 'NOT_FOUND' })
  const session = await guest.api.query<{ sessions: { id: string }[] }>('{ sessions { id } }')
  const signOut = () => change(guest.api, 'revokeSession', { id: session.sessions[0]?.id })
  expect(await endAfter(signedOut, signOut)).toMatchObject({ code: 'UNAUTHENTICATED' })

  expect(isOver).toBe(false)
  await owner.cancel(kept.id)
  expect(await keptToTheEnd).toBeNull()
  expect(kept.events.at(-1)?.__typename).toBe('GenerationCancelled')
})

test('one visitor of a link has half as many streams as a person, and takes none from its maker', async () => {
  const begun = await people.begin('goes on and on')
  const { secret } = await makeShare(owner, begun.threadId)
  const visitor = makeApiClient(people.sluice.url, { share: secret })
  const open = Array.from({ length: 50 }, () => watchBeside(visitor, begun.id))
  await until('all are open', () => open.every(({ events }) => events.length > 0))
  expect(await watchBeside(visitor, begun.id).end).toMatchObject({ code: 'OVERLOADED' })
  const own = watchBeside(owner, begun.id)
  await until('its maker watches', () => own.events.length > 0)
  await owner.cancel(begun.id)
  expect(await Promise.all([...open, own].map(({ end }) => end))).toEqual(Array.from({ length: 51 }, () => null))
})

testOnPostgres('so do those of somebody whom it names no more, or whose share is gone', async () => {
  const guest = await people.letIn('Una', 'PARTNER')
  const unnamed = await watchThrough(owner, { principalIds: [guest.id] }, guest.cookie)
  const gone = await watchThrough(owner)
  const change = (text: string, id: string) => () =>
    lookInto(people.sluice.env, (database) => database.query(text, [uuidIn(id)]))
  const ended = await Promise.all([
    endAfter(unnamed, change('UPDATE share SET principal_ids = ARRAY[id] WHERE id = $1', unnamed.shareId)),
    endAfter(gone, change('DELETE FROM share WHERE id = $1', gone.shareId)),
  ])
  for (const refusal of ended) expect(refusal).toMatchObject({ code: 'NOT_FOUND' })
})
