import { expect, test } from 'vitest'
import type { Outcome } from '../graphql/outcome.ts'
import { createAction, createRefusal } from './create-action.ts'

const refused: Outcome<string> = { refused: { code: 'NOT_FOUND', message: 'gone' } }
const answer = async (outcome: Outcome<string>) => outcome

test('a refusal is told until the same is done, or begun anew', async () => {
  const action = createAction(answer)
  expect(await action.act(refused)).toBeNull()
  expect(action.refusal()?.message).toBe('gone')
  expect(await action.act({ done: 'yes' })).toBe('yes')
  expect(action.refusal()).toBeNull()
  await action.act(refused)
  action.forget()
  expect(action.refusal()).toBeNull()
})

test('where two tell in one place, only the last one tells', async () => {
  const told = createRefusal()
  const removal = createAction(answer, told)
  const marking = createAction(answer, told)
  await removal.act(refused)
  expect(told[0]()?.message).toBe('gone')
  await marking.act({ done: 'yes' })
  expect(told[0]()).toBeNull()
})

test('one at a time', async () => {
  const action = createAction(answer)
  const first = action.act({ done: 'first' })
  expect(await action.act({ done: 'second' })).toBeNull()
  expect(await first).toBe('first')
  expect(action.isBusy()).toBe(false)
})
