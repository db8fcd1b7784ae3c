import { expect, test } from 'vitest'
import { groupNames, groupRows, mayHoldEnded } from './groups.ts'
import { isRetryable, needOf } from './needs.ts'
import type { TrayRow } from './tray-requests.ts'

const now = Date.parse('2026-01-03T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString()

const row = (id: string, status: TrayRow['status'], more: Partial<TrayRow> = {}): TrayRow => ({
  id,
  status,
  labels: [],
  title: id,
  model: 'm',
  phase: null,
  hold: null,
  queue: null,
  createdAt: hoursAgo(1),
  startedAt: null,
  endedAt: ['QUEUED', 'RUNNING', 'CANCELLING'].includes(status) ? null : hoursAgo(1),
  finishReason: null,
  error: null,
  isUnread: false,
  refinement: null,
  thread: { id: 't', isArchived: false, space: { id: 's' } },
  ...more,
})
const place = (position: number | null) => ({
  position,
  ahead: null,
  etaMs: null,
  reason: 'OWN_CAP' as const,
  running: 1,
  cap: 1,
})
const overloaded = { code: 'PROVIDER_OVERLOADED', message: 'm', retryable: true } as const
const keyRefused = { code: 'PROVIDER_AUTH', message: 'm', retryable: false } as const
const group = (...rows: TrayRow[]) => groupRows(rows, { now, chosen: null })

test('rows go to the group of their status, each once', () => {
  const groups = group(row('d', 'QUEUED'), row('c', 'RUNNING'), row('b', 'CANCELLED'), row('e', 'SUCCEEDED'))
  expect(groups).toEqual({ needsMe: [], inLine: ['d'], running: ['c'], done: ['e'], failed: ['b'], older: [] })
})

test('the line stands by place, and what has none comes last in its own order', () => {
  const { inLine } = group(
    row('new', 'QUEUED', { createdAt: hoursAgo(1) }),
    row('old', 'QUEUED', { createdAt: hoursAgo(2) }),
    row('second', 'QUEUED', { queue: place(2) }),
    row('first', 'QUEUED', { queue: place(1) }),
    row('held', 'QUEUED', { queue: place(null), hold: 'PARENT', createdAt: hoursAgo(3) }),
  )
  expect(inLine).toEqual(['first', 'second', 'held', 'old', 'new'])
})

test('what was not looked at comes first, then what ended last', () => {
  const { done } = group(
    row('seen', 'SUCCEEDED', { endedAt: hoursAgo(0) }),
    row('unread earlier', 'SUCCEEDED', { endedAt: hoursAgo(5), isUnread: true }),
    row('unread later', 'SUCCEEDED', { endedAt: hoursAgo(3), isUnread: true }),
    row('seen earlier', 'SUCCEEDED', { endedAt: hoursAgo(2) }),
  )
  expect(done).toEqual(['unread later', 'unread earlier', 'seen', 'seen earlier'])
})

test('what was looked at grows old after a day; what was not stays', () => {
  const old = [
    row('a', 'SUCCEEDED', { endedAt: hoursAgo(25) }),
    row('b', 'FAILED', { endedAt: hoursAgo(25) }),
    row('c', 'SUCCEEDED', { endedAt: hoursAgo(25), isUnread: true }),
  ]
  expect(group(...old)).toMatchObject({ done: ['c'], failed: [], older: ['a', 'b'] })
  expect(groupRows(old, { now, chosen: 'failed' })).toMatchObject({ failed: ['b'], done: ['c', 'a'], older: [] })
})

test('what waits for the person themselves stands apart', () => {
  const groups = group(
    row('held', 'QUEUED', { hold: 'APPROVAL' }),
    row('rewrite', 'SUCCEEDED', { refinement: { state: 'PENDING' } }),
    row('to retry', 'FAILED', { error: overloaded, isUnread: true }),
    row('looked at', 'FAILED', { error: overloaded }),
    row('for the operator', 'FAILED', { error: keyRefused, isUnread: true }),
  )
  expect(groups.needsMe).toEqual(['held', 'rewrite', 'to retry'])
  expect(groups.failed).toEqual(['for the operator', 'looked at'])
})

test('a retry is offered where it may come to something', () => {
  expect(isRetryable(row('a', 'FAILED', { error: overloaded }))).toBe(true)
  expect(isRetryable(row('a', 'FAILED', { error: keyRefused }))).toBe(false)
  expect(isRetryable(row('a', 'CANCELLED'))).toBe(true)
  expect(isRetryable(row('a', 'SUCCEEDED'))).toBe(false)
  const tooLong = { code: 'CONTEXT_TOO_LONG', message: 'm', retryable: false } as const
  expect(needOf(row('a', 'FAILED', { error: tooLong, isUnread: true }))).toBe('failure')
})

test('what is older is asked for only where it may be shown', () => {
  expect(groupNames.filter(mayHoldEnded)).toEqual(['needsMe', 'done', 'failed', 'older'])
  expect(mayHoldEnded(null)).toBe(true)
})
