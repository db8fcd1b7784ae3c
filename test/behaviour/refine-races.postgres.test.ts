import type { Database } from '@sluice/prisma/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isWaitingForRow } from '../support/hold-inserts.ts'
import { openPlace, uuidIn } from '../support/look-into.ts'
import { type RefineAnswer, refined, refineSpan, refuse, revise, spanOf } from '../support/refining.ts'
import { type Begun, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'
import { until } from '../support/until.ts'

const original = 'The Elbe is long. It flows to the sea.'
const span = spanOf(original, 'long')

let people: SpacePeople
let database: Database
beforeAll(async () => {
  people = await setUpSpace()
  people.fake.on(/^write/, (call) => (call.text(original), call.end()))
  people.fake.on(/^Rewrite a span: /, (call) => (call.text('wide'), call.end()))
  database = await openPlace(people.sluice.env)
})
afterAll(async () => {
  await database.close()
  await people.stop()
})

async function written(name: string): Promise<Begun> {
  const begun = await people.begin(`write ${name}`)
  await people.owner.ended(begun.id)
  await share(people.owner, begun.threadId, 'SPACE')
  return begun
}

interface Racer {
  readonly run: () => Promise<RefineAnswer>
  /** What its statement holds that waits for the row. */
  readonly waitsIn: string
}

/** All get as far as the row, one after the other, before the first of them goes on. What they answered, in that order. */
async function raceFor(row: string, id: string, racers: readonly Racer[]): Promise<string[]> {
  const running: Promise<RefineAnswer>[] = []
  await database.transaction(async (sql) => {
    await sql.query(`SELECT FROM ${row} = $1 FOR NO KEY UPDATE`, [uuidIn(id)])
    for (const { run, waitsIn } of racers) {
      running.push(run())
      await until('it waits', () => isWaitingForRow(database, waitsIn))
    }
  })
  const answers = await Promise.all(running)
  return answers.map(({ __typename: type }) => type)
}

const revised = 'UPDATE refinement f SET refused_at = NULL FROM unchanged'

test('a span of a text that is revised at the same moment is not refined', async () => {
  const { owner, staff } = people
  const { id } = await written('one that is refined and revised')
  const revising = { run: () => revise(staff, { generationId: id, ...span, replacement: 'deep' }), waitsIn: revised }
  const input = { generationId: id, ...span, instruction: 'Other.', idempotencyKey: `race ${id}` }
  const refining = { run: () => refineSpan(owner, input), waitsIn: 'WITH line AS' }
  expect(await raceFor('generation WHERE id', id, [revising, refining])).toEqual([
    'ReviseGenerationSuccess',
    'RevisionConflict',
  ])
  const again = { ...input, revision: 1, ...spanOf(original.replace('long', 'deep'), 'deep') }
  expect(await refineSpan(owner, again)).toMatchObject({ __typename: 'RefineSpanSuccess' }) // no key was left behind
})

test.each([
  ['refused first', ['refuse', 'accept'], ['RefuseRefinementSuccess', 'RevisionConflict'], 'REFUSED', original],
  [
    'accepted first',
    ['accept', 'refuse'],
    ['ReviseGenerationSuccess', 'RevisionConflict'],
    'ACCEPTED',
    original.replace('long', 'wide'),
  ],
] as const)('a suggestion that two decide about at the same moment, %s, is what the first says', async (...row) => {
  const [name, order, outcomes, state, text] = row
  const { owner, staff } = people
  const { id } = await written(`one that is ${name}`)
  const { generation } = await refineSpan(owner, { generationId: id, ...span, instruction: 'Other.' })
  const sourceId = generation?.id ?? ''
  await owner.ended(sourceId)
  const racers = {
    accept: {
      run: () => revise(owner, { generationId: id, sourceId, ...span, replacement: 'wide' }),
      waitsIn: revised,
    },
    refuse: { run: () => refuse(staff, sourceId), waitsIn: 'FOR NO KEY UPDATE OF f' },
  }
  const answers = await raceFor(
    'refinement WHERE generation_id',
    sourceId,
    order.map((who) => racers[who]),
  )
  expect(answers).toEqual(outcomes)
  expect((await refined(owner, sourceId))?.refinement?.state).toBe(state)
  expect((await refined(owner, id))?.currentText).toBe(text)
})
