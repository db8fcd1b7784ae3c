import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '../support/api-client.ts'
import { type Deployment, deploy, otherToken, token } from '../support/deployment.ts'
import { followActivity, following } from '../support/follow-activity.ts'
import { sentences } from '../support/sentences.ts'
import { until } from '../support/until.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '40' })
})
afterAll(() => sluice.stop())

const asOne = () => ({ url: sluice.url, token })
const asAnother = () => ({ url: sluice.url, token: otherToken })

test('one stream tells of all that goes on, new generations included, to their end', async () => {
  const early = await sluice.api.start({ prompt: sentences(4) })
  await using activity = following(asOne())
  await until('a snapshot', () => activity.seen.length > 0)
  expect(activity.seen[0]).toMatchObject({ __typename: 'ActivitySnapshot', more: false })
  expect(activity.statusOf(early)).toBeDefined()
  const late = await sluice.api.start({ prompt: sentences(2) })
  await until('both ended', () => activity.statusOf(early) === 'SUCCEEDED' && activity.statusOf(late) === 'SUCCEEDED')
  const phases = activity.seen.flatMap(({ generation }) => (generation?.id === late ? [generation.phase] : []))
  expect(phases).toContain('WRITING')
})

test('those that are open come with every event, exactly once', async () => {
  const ids = await Promise.all([4, 5, 6].map((n) => sluice.api.start({ prompt: sentences(n) })))
  await using activity = following(asOne(), { open: ids.map((id) => ({ id })) })
  await until('all ended', () => ids.every((id) => activity.statusOf(id) === 'SUCCEEDED'))
  for (const id of ids) {
    const { text } = await sluice.api.generation(id)
    await until('the whole text', () => activity.textOf(id) === text)
  }
})

test('nobody is told of what belongs to others', async () => {
  await using activity = following(asAnother())
  await until('a snapshot', () => activity.seen.length > 0)
  const mine = await sluice.api.start({ prompt: sentences(1) })
  const theirs = await sluice.otherApi.start({ prompt: sentences(1) })
  await until('theirs ended', () => activity.statusOf(theirs) === 'SUCCEEDED')
  expect(JSON.stringify(activity.seen)).not.toContain(mine)
})

test('what happened while one was away is told when one comes back', async () => {
  let cursor: string
  {
    await using before = following(asOne())
    await until('a snapshot', () => before.seen.length > 0)
    cursor = before.cursor
  }
  const id = await sluice.api.start({ prompt: sentences(1) })
  await sluice.api.ended(id)
  await using after = following(asOne(), { since: cursor })
  await until('a snapshot', () => after.seen.length > 0)
  expect(after.statusOf(id)).toBe('SUCCEEDED')
  await using fresh = following(asOne())
  await until('a snapshot', () => fresh.seen.length > 0)
  expect(fresh.statusOf(id)).toBeUndefined() // it does not go on
})

test('an open one is taken up again where one left it', async () => {
  const id = await sluice.api.start({ prompt: sentences(6) })
  let after: string | undefined
  let begun = ''
  {
    await using first = following(asOne(), { open: [{ id }] })
    await until('some text', () => first.textOf(id).length > 20)
    begun = first.textOf(id)
    after = first.eventsOf(id).at(-1)?.cursor
  }
  await using second = following(asOne(), { open: [{ id, after: after ?? null }] })
  const { text } = await sluice.api.ended(id)
  await until('the rest', () => begun + second.textOf(id) === text)
  expect(second.eventsOf(id).map(({ __typename }) => __typename)).not.toContain('GenerationSnapshot')
})

test('one that is hidden, one that is not there and a cursor of another are told apart from nothing else', async () => {
  const mine = await sluice.api.start({ prompt: sentences(2) })
  const theirs = await sluice.otherApi.start({ prompt: sentences(2) })
  const nowhere = 'R2VuZXJhdGlvbjowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA='
  await using activity = following(asOne(), {
    open: [{ id: theirs }, { id: nowhere }, { id: 'no id' }, { id: mine, after: 'ezzzz' }],
  })
  await until('all refusals', () => activity.seen.filter(({ code }) => code).length === 4)
  const refused = activity.seen.filter(({ code }) => code)
  expect(Object.fromEntries(refused.map(({ generationId, code }) => [generationId, code]))).toEqual({
    [theirs]: 'NOT_FOUND',
    [nowhere]: 'NOT_FOUND',
    'no id': 'NOT_FOUND',
    [mine]: 'BAD_CURSOR',
  })
  await until('the stream goes on', () => activity.statusOf(mine) === 'SUCCEEDED')
})

test('what makes no sense is refused as a whole', async () => {
  const open = Array.from({ length: 21 }, (_, n) => ({ id: `g${n}` }))
  const refusal = async (asked: Parameters<typeof followActivity>[1]) => {
    try {
      for await (const _ of followActivity(asOne(), asked)) return 'nothing'
      return 'an end'
    } catch (error) {
      return error instanceof Refused ? error.code : error
    }
  }
  expect(await refusal({ open })).toBe('INVALID_INPUT')
  expect(await refusal({ since: 'no cursor' })).toBe('BAD_CURSOR')
})

test('more than two hundred that go on are said to be more', async () => {
  const crowd = await deploy({ SLUICE_BUILTIN_RATE: '0.2', SLUICE_SLOTS: '1' })
  try {
    const ids = await Promise.all(
      Array.from({ length: 205 }, (_, n) => crowd.api.start({ prompt: `One of many: ${n}.` })),
    )
    await using activity = following({ url: crowd.url, token })
    await until('a snapshot', () => activity.seen.length > 0)
    const { more, generations } = activity.seen[0] ?? {}
    expect([more, generations?.length]).toEqual([true, 200])
    expect(new Set(generations?.map(({ id }) => id)).isSubsetOf(new Set(ids))).toBe(true)
  } finally {
    await crowd.stop()
  }
})
