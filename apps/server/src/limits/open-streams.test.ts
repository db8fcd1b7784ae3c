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

test('a visitor of a share has half, and all shares of one maker as many as a person', () => {
  const streams = createOpenStreams({ PERSON: 20, SERVICE: 1 })
  const visitor = (id: string, makerId = 'shares of ada') => ({ kind: 'VISITOR', id, makerId }) as const
  const opened = Array.from({ length: 10 }, () => streams.open(visitor('s1 192.0.2.1')))
  expect(() => streams.open(visitor('s1 192.0.2.1'))).toThrow('You have 10 streams open')
  for (let n = 0; n < 5; n += 1) streams.open(visitor('s1 192.0.2.2'))
  for (let n = 0; n < 5; n += 1) streams.open(visitor('s2 192.0.2.2'))
  expect(() => streams.open(visitor('s3 192.0.2.3'))).toThrow('As many watch')
  streams.open(visitor('s4 192.0.2.3', 'shares of bob'))
  streams.open({ kind: 'PERSON', id: 'ada' })
  opened[0]?.[Symbol.dispose]()
  streams.open(visitor('s3 192.0.2.3'))
  expect(() => streams.open(visitor('s3 192.0.2.3'))).toThrow('As many watch')
})
