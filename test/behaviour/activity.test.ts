import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, otherToken, token } from '../support/deployment.ts'
import { following } from '../support/follow-activity.ts'
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
