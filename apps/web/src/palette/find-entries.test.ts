import { expect, test } from 'vitest'
import { type Entry, findEntries } from './find-entries.ts'

const entry = (group: Entry['group'], label: string, rest: Partial<Entry> = {}): Entry => ({
  id: `${group} ${label}`,
  group,
  label,
  run: () => {},
  ...rest,
})
const labels = (entries: readonly Entry[], typed: string) =>
  findEntries(entries, typed).map(({ group, entries }) => [group, ...entries.map(({ label }) => label)])

const entries = [
  ...['Minutes of Monday', 'A dark matter', 'Third', 'Fourth', 'Fifth', 'Sixth'].map((title) =>
    entry('threads', title),
  ),
  entry('actions', 'Dark colours', { also: 'theme' }),
  entry('settings', 'Audit log'),
]

test('nothing typed shows the newest threads and what can be done', () => {
  expect(labels(entries, '')).toEqual([
    ['threads', 'Minutes of Monday', 'A dark matter', 'Third', 'Fourth', 'Fifth'],
    ['actions', 'Dark colours'],
    ['settings', 'Audit log'],
  ])
})

test('the group with the best answer comes first', () => {
  expect(labels(entries, 'dark')).toEqual([
    ['actions', 'Dark colours'],
    ['threads', 'A dark matter'],
  ])
  expect(labels(entries, 'theme')).toEqual([['actions', 'Dark colours']])
  expect(labels(entries, 'nonsense')).toEqual([])
})

test('what the server found inside of a thread stays, after what its title says', () => {
  const found = [entry('threads', 'Untitled', { isFound: true }), entry('threads', 'The budget', { isFound: true })]
  expect(labels(found, 'budget')).toEqual([['threads', 'The budget', 'Untitled']])
})
