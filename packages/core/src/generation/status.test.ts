import { expect, test } from 'vitest'
import { canFollow, type GenerationStatus, isOwned, isTerminalStatus } from './status.ts'

const all: readonly GenerationStatus[] = [
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
]

test('nothing follows an ended generation, and something follows every other', () => {
  for (const status of all) expect(all.some((next) => canFollow(status, next))).toBe(!isTerminalStatus(status))
})

test('from CANCELLING only CANCELLED follows', () => {
  expect(all.filter((next) => canFollow('CANCELLING', next))).toEqual(['CANCELLED'])
})

test('what waits cannot succeed or be interrupted without having run', () => {
  expect(all.filter((next) => canFollow('QUEUED', next))).toEqual(['RUNNING', 'FAILED', 'CANCELLED'])
})

test('what runs can end in every way, be asked to stop, or go back to the line', () => {
  expect(all.filter((next) => !canFollow('RUNNING', next))).toEqual(['RUNNING'])
})

test('a worker owns what runs or is being stopped', () => {
  expect(all.filter(isOwned)).toEqual(['RUNNING', 'CANCELLING'])
})
