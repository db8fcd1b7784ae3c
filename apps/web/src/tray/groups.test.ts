import { expect, test } from 'vitest'
import { groupRows } from './groups.ts'
import type { TrayRow } from './tray-requests.ts'

const row = (id: string, status: TrayRow['status'], labels: string[] = []): TrayRow => ({
  id,
  status,
  labels,
  title: id,
  model: 'm',
  phase: null,
  hold: null,
  queue: null,
  createdAt: '',
  startedAt: null,
  endedAt: null,
  finishReason: null,
  error: null,
  thread: { id: 't' },
})

test('rows go to their groups, newest first, each once', () => {
  const rows = [
    row('d', 'QUEUED'),
    row('c', 'RUNNING'),
    row('b', 'CANCELLED'),
    row('c', 'SUCCEEDED'),
    row('a', 'FAILED'),
  ]
  const groups = groupRows(rows, null)
  expect(groups['In line'].map(({ id }) => id)).toEqual(['d'])
  expect(groups.Running).toEqual([])
  expect(groups.Done.map(({ id }) => id)).toEqual(['c'])
  expect(groups.Failed.map(({ id }) => id)).toEqual(['b', 'a'])
})

test('a label narrows all groups', () => {
  expect(groupRows([row('a', 'QUEUED', ['x']), row('b', 'QUEUED')], 'x')['In line'].map(({ id }) => id)).toEqual(['a'])
})
