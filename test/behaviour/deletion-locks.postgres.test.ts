import type { Database } from '@sluice/prisma/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { budgetOf, setBudget } from '../support/budgets.ts'
import { isWaitingForRow } from '../support/hold-inserts.ts'
import { openPlace } from '../support/look-into.ts'
import { change, model, type SpacePeople, setUpSpace } from '../support/space-people.ts'
import { until } from '../support/until.ts'

let people: SpacePeople
let database: Database
beforeAll(async () => {
  people = await setUpSpace()
  database = await openPlace(people.sluice.env)
})
afterAll(async () => {
  await database.close()
  await people.stop()
})

test('whoever deletes a person waits for a start that counts for their budget, and neither for ever', async () => {
  const { api, id } = await people.letIn('Bud', 'STAFF')
  expect(await setBudget(people.owner, { scope: 'PERSON', subject: id, limit: '1000000' })).toBe('SetBudgetSuccess')
  await api.ended(await api.start({ model, prompt: 'makes a counter' }))
  expect(await budgetOf(api)).toBeDefined()

  // What a start locks, in its order: the counter, then by foreign keys the budget and the person.
  const deleting = await database.transaction(async (sql) => {
    const budget = 'SELECT id FROM budget WHERE subject = $1'
    await sql.query(`SELECT FROM budget_counter WHERE budget_id IN (${budget}) FOR NO KEY UPDATE`, [id])
    const answer = change(people.owner, 'deletePerson', { id })
    await until('it waits', () => isWaitingForRow(database, 'budget'))
    await sql.query(`${budget} FOR KEY SHARE`, [id])
    await sql.query('SELECT FROM principal WHERE id = $1 FOR KEY SHARE', [id])
    return { answer }
  })
  expect((await deleting.answer).__typename).toBe('DeletePersonSuccess')
  expect(await database.query('SELECT FROM budget WHERE subject = $1', [id])).toEqual([])
})
