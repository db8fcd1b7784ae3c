import type { GenerationEvent } from '@sluice/client'
import { expect, test } from 'vitest'
import { statusLine } from './status-line.ts'

const base = { seq: 1, cursor: 'c', at: 'now' }
const queued = { __typename: 'QueueMoved', ...base, running: 8, cap: 8, position: 3 } as const

test.each<[GenerationEvent, string | null]>([
  [{ __typename: 'StatusChanged', ...base, status: 'QUEUED', phase: null }, 'in line'],
  [{ __typename: 'StatusChanged', ...base, status: 'RUNNING', phase: 'THINKING' }, 'thinking'],
  [{ __typename: 'StatusChanged', ...base, status: 'RUNNING', phase: '%future added value' }, 'running'],
  [
    { ...queued, ahead: 2, etaMs: 40_000, reason: 'PROVIDER_CAP' },
    'in line, 2 ahead, about 40.0 s, its provider is busy',
  ],
  [{ ...queued, ahead: 0, etaMs: null, reason: 'TURN' }, 'in line, 0 ahead'],
  [{ ...queued, ahead: null, etaMs: null, reason: 'PARENT' }, 'held, what it refines goes on'],
  [
    { ...queued, ahead: null, etaMs: null, reason: 'APPROVAL' },
    'held, a budget has no room for it; an owner of the space or an administrator may say yes',
  ],
  [
    { __typename: 'Warned', ...base, code: 'RATE_LIMITED', reason: 'RETRY', message: 'Too many.', retryAfterMs: 1_500 },
    'Too many. Again in 1.5 s.',
  ],
  [{ __typename: 'TextDelta', ...base, text: 'x' }, null],
])('%o', (event, line) => {
  expect(statusLine(event)).toBe(line)
})
