import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { databaseKind } from '../support/deployment.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { makeShare, revokeShare } from '../support/shares.ts'
import { change, type SpacePeople, setUpSpace, share, watchBeside } from '../support/space-people.ts'
import { until } from '../support/until.ts'
import { endAfter, watchThrough } from '../support/watch-through.ts'

let people: SpacePeople
let owner: ApiClient
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner } = people)
})
afterAll(() => people.stop())

test('streams through a share end within 10 s of the share, and no others do', async () => {
  const max = await people.letIn('Max', 'STAFF')
  const guest = await people.letIn('Gus', 'PARTNER')
  const { spaceId } = people
  const revoked = await watchThrough(people)
  const kept = await watchThrough(people)
  const hidden = await watchThrough(people, { maker: max.api })
  const left = await watchThrough(people, { maker: max.api })
  const signedOut = await watchThrough(people, { more: { requiresSignIn: true }, cookie: guest.cookie })
  const expiresAt = Date.now() + 10_000
  const expiring = await watchThrough(people, { more: { expiresAt: new Date(expiresAt).toISOString() } })
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

if (databaseKind === 'postgres') {
  test('streams through a share end within 10 s once it names their watcher no more, or is gone', async () => {
    const guest = await people.letIn('Una', 'PARTNER')
    const unnamed = await watchThrough(people, { more: { principalIds: [guest.id] }, cookie: guest.cookie })
    const gone = await watchThrough(people)
    const write = (text: string, id: string) => () =>
      lookInto(people.sluice.env, (database) => database.query(text, [uuidIn(id)]))
    const ended = await Promise.all([
      endAfter(unnamed, write('UPDATE share SET principal_ids = ARRAY[id] WHERE id = $1', unnamed.shareId)),
      endAfter(gone, write('DELETE FROM share WHERE id = $1', gone.shareId)),
    ])
    for (const refusal of ended) expect(refusal).toMatchObject({ code: 'NOT_FOUND' })
  })
}
