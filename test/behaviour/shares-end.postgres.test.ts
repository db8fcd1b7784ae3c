import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { type SpacePeople, setUpSpace } from '../support/space-people.ts'
import { endAfter, watchThrough } from '../support/watch-through.ts'

let people: SpacePeople
beforeAll(async () => {
  people = await setUpSpace()
})
afterAll(() => people.stop())

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
