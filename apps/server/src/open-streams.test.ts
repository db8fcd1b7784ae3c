import { expect, test } from 'vitest'
import { createOpenStreams } from './open-streams.ts'

test('each principal has as many as its kind may, until one ends', () => {
  const streams = createOpenStreams({ PERSON: 2, SERVICE: 3 })
  const ada = { id: 'p1', kind: 'PERSON' } as const
  const first = streams.open(ada)
  streams.open(ada)
  expect(() => streams.open(ada)).toThrow(expect.objectContaining({ code: 'OVERLOADED', retryable: true }) as Error)
  streams.open({ id: 'p2', kind: 'PERSON' })
  for (let n = 0; n < 3; n += 1) streams.open({ id: 's1', kind: 'SERVICE' })
  first[Symbol.dispose]()
  streams.open(ada)
  expect(() => streams.open(ada)).toThrow()
})
