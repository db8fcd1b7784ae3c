import { expect, test } from 'vitest'
import type { StartOutcome } from './composer-requests.ts'
import { makeStarter } from './make-starter.ts'

const silence: StartOutcome = { refused: { code: null, message: 'no answer' } }
const overloaded: StartOutcome = { refused: { code: 'OVERLOADED', message: 'full' } }
const request = { model: 'm', prompt: 'p' }

function makePorts(outcomes: StartOutcome[]) {
  const keys: string[] = []
  let next = 0
  const starter = makeStarter({
    send: async (input) => {
      keys.push(input.idempotencyKey)
      return outcomes[keys.length - 1] ?? silence
    },
    makeKey: () => `key-${++next}`,
    wait: async () => {},
  })
  return { starter, keys }
}

test('sends again under the same key when nothing answers', async () => {
  const { starter, keys } = makePorts([silence, silence, overloaded])
  expect(await starter(request)).toBe(overloaded)
  expect(keys).toEqual(['key-1', 'key-1', 'key-1'])
})

test('sends again under the same key when the database is away, which may have the start nevertheless', async () => {
  const unavailable: StartOutcome = { refused: { code: 'UNAVAILABLE', message: 'away' } }
  const { starter, keys } = makePorts([unavailable, overloaded])
  expect(await starter(request)).toBe(overloaded)
  expect(keys).toEqual(['key-1', 'key-1'])
})

test('keeps the key of an unanswered start for the same request sent again by hand', async () => {
  const { starter, keys } = makePorts([])
  await starter(request)
  await starter(request)
  await starter({ ...request, prompt: 'other' })
  expect(new Set(keys.slice(0, 8))).toEqual(new Set(['key-1']))
  expect(keys.at(-1)).toBe('key-2')
})

test('two starts in parallel, or after an answer, are two intentions', async () => {
  const { starter, keys } = makePorts([overloaded, overloaded, overloaded])
  await Promise.all([starter(request), starter(request)])
  await starter(request)
  expect(keys).toEqual(['key-1', 'key-2', 'key-3'])
})
