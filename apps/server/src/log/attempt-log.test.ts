import type { EventBody, TerminalBody } from '@sluice/core/generation/event'
import type { Claim, Ending } from '@sluice/core/generation/run-log'
import { someClaim } from '@sluice/core/testing/memory-run-log'
import { expect, test } from 'vitest'
import { AttemptLog } from './attempt-log.ts'

const claim: Claim = {
  ...someClaim,
  attempt: 2,
  head: 10,
  provider: 'a',
  model: 'a:1',
  requestedModel: 'a:1',
  retries: 1,
}
const bill = { usage: null, cost: '0.01' }
const text = (text: string): EventBody => ({ kind: 'TextDelta', text })
const writing: EventBody = { kind: 'StatusChanged', status: 'RUNNING', phase: 'WRITING' }
const succeeded: TerminalBody = { kind: 'GenerationSucceeded', finishReason: 'LENGTH' }
const ended = (body: TerminalBody): Ending => ({ tag: 'ended', body, bill })

function setUp() {
  let appended = 0
  const log = new AttemptLog(claim, { onAppend: () => void appended++, room: () => undefined })
  const sealed = () =>
    log.seal()?.events.map(({ seq, body }) => `${seq} ${'text' in body ? body.text : body.kind}`) ?? []
  return { log, sealed, appends: () => appended }
}

test('events get their numbers when they are sealed, after those that are there', () => {
  const { log, sealed } = setUp()
  expect(log.seal()).toBeNull()
  void log.append(writing)
  void log.append(text('a'))
  expect(sealed()).toEqual(['11 StatusChanged', '12 a'])
  expect(log.seal()).toMatchObject({ id: 'g1', attempt: 2, head: 12, phase: 'WRITING', hasContent: true, end: null })
})

test('deltas between two flushes are one event; other events stay between them', () => {
  const { log, sealed } = setUp()
  for (const body of [text('a'), text('b'), writing, text('c'), { kind: 'ThinkingDelta', text: 'hm' } as const]) {
    void log.append(body)
  }
  expect(sealed()).toEqual(['11 ab', '12 StatusChanged', '13 c', '14 hm'])
  expect(log.written).toEqual({ length: 5, beginning: 'abchm' })
})

test('the same frame comes again until it is settled, and what comes meanwhile waits', () => {
  const { log, sealed } = setUp()
  void log.append(text('a'))
  expect(log.isSealed).toBe(false)
  const frame = log.seal()
  void log.append(text('b'))
  expect(log.isSealed).toBe(true)
  expect(log.seal()).toBe(frame)
  expect(log.buffered).toBe(2)
  log.settle()
  expect(log.isSealed).toBe(false)
  expect(log.buffered).toBe(1)
  expect(sealed()).toEqual(['12 b'])
  log.settle()
  expect([log.buffered, log.isDirty]).toEqual([0, false])
})

test('every 256 events what came since the last checkpoint goes into one; the log itself forgets it', () => {
  const { log } = setUp()
  const checkpoints: number[] = []
  for (let n = 1; n <= 600; n++) {
    void log.append(text('x'))
    const frame = log.seal()
    if (frame?.checkpoint) checkpoints.push(frame.head, frame.checkpoint.text.length)
    log.settle()
  }
  expect(checkpoints).toEqual([266, 256, 522, 256])
  void log.end(ended(succeeded))
  expect(log.seal()?.end?.text_tail).toHaveLength(600 - 512)
})

test('a checkpoint that is due waits until it may be, but not for more than 512 events', () => {
  const { log } = setUp()
  const checkpoints: number[] = []
  for (let n = 1; n <= 1_100; n++) {
    void log.append(text('x'))
    const frame = log.seal(n === 300)
    if (frame?.checkpoint) checkpoints.push(n, frame.checkpoint.text.length)
    log.settle()
  }
  expect(checkpoints).toEqual([300, 300, 812, 512])
})

test('what is written in many pieces is kept whole, and the beginning of it beside', () => {
  const { log } = setUp()
  const pieces = Array.from({ length: 1_000 }, (_, n) => `${n}ä `)
  for (const piece of pieces) void log.append(text(piece))
  expect(log.written).toEqual({ length: pieces.join('').length, beginning: pieces.join('').slice(0, 8_192) })
  void log.end(ended(succeeded))
  expect(log.seal()?.end?.text_tail).toBe(pieces.join(''))
})

test('an ending comes with all that is still pending, and after it nothing', async () => {
  const { log, sealed, appends } = setUp()
  void log.append(text('a'))
  const done = log.end(ended(succeeded))
  const count = appends()
  void log.append(text('late'))
  void log.end(ended({ kind: 'GenerationCancelled' }))
  expect(appends()).toBe(count)
  expect(sealed()).toEqual(['11 a', '12 GenerationSucceeded'])
  expect(log.seal()?.end).toMatchObject({
    status: 'SUCCEEDED',
    outcome: 'SUCCEEDED',
    text_tail: 'a',
    thinking_tail: '',
    finish_reason: 'LENGTH',
    cost: '0.01',
  })
  log.settle()
  await done
  expect(log.isClosed).toBe(true)
})

test('a failure keeps the text and says why', () => {
  const { log } = setUp()
  void log.append(text('half'))
  void log.end(ended({ kind: 'GenerationFailed', code: 'TRUNCATED', message: 'Cut.', retryable: true }))
  expect(log.seal()?.end).toMatchObject({
    status: 'FAILED',
    outcome: 'FAILED',
    text_tail: 'half',
    error_code: 'TRUNCATED',
    error_message: 'Cut.',
    error_retryable: true,
  })
})

test('a retry goes back to the line with a hold, or at once on another model', () => {
  const warning = {
    kind: 'Warned',
    reason: 'RETRY',
    code: 'RATE_LIMITED',
    message: 'Later.',
    retryAfterMs: 500,
  } as const
  const again = setUp()
  void again.log.end({ tag: 'retry', warning, delayMs: 500, model: 'a:1', retries: 2, bill, askedToWaitMs: 400 })
  expect(again.sealed()).toEqual(['11 Warned', '12 StatusChanged'])
  expect(again.log.seal()?.end).toMatchObject({
    status: 'QUEUED',
    hold: 'RETRY',
    delay_ms: 500,
    asked_wait_ms: 400,
    retries: 2,
  })
  const other = setUp()
  void other.log.end({ tag: 'retry', warning, delayMs: 0, model: 'b:1', retries: 0, bill, askedToWaitMs: null })
  expect(other.log.seal()?.end).toMatchObject({ hold: null, model: 'b:1', provider: 'b', error_code: 'RATE_LIMITED' })
})

test('what is given back keeps its text with the attempt and begins anew', () => {
  const { log, sealed } = setUp()
  void log.append(text('half'))
  void log.end({ tag: 'returned', bill })
  expect(sealed()).toEqual(['11 half', '12 Restarted', '13 StatusChanged'])
  expect(log.seal()?.end).toMatchObject({
    status: 'QUEUED',
    outcome: 'RETURNED',
    text_tail: 'half',
    retries: 1,
  })
})

test.each<[string, Ending]>([
  ['success', ended(succeeded)],
  ['failure', ended({ kind: 'GenerationFailed', code: 'TRUNCATED', message: 'Cut.', retryable: true })],
  ['return', { tag: 'returned', bill }],
])('a %s that came after a cancel becomes a cancellation, under the same numbers', (_, ending) => {
  const { log, sealed } = setUp()
  void log.append(writing)
  void log.append(text('half'))
  void log.end(ending)
  log.seal()
  log.recastAsCancelled()
  expect(sealed()).toEqual(['11 StatusChanged', '12 half', '13 StatusChanged', '14 GenerationCancelled'])
  expect(log.seal()?.end).toMatchObject({ status: 'CANCELLED', text_tail: 'half', error_code: null, cost: '0.01' })
})

test('what cannot be written is dropped, and the output is what was committed before', () => {
  const { log, sealed } = setUp()
  void log.append(text('good'))
  log.seal()
  log.settle()
  void log.append(text('bad'))
  log.seal()
  void log.append(text('worse'))
  log.recastAsFailed(ended({ kind: 'GenerationFailed', code: 'INTERNAL', message: 'No.', retryable: false }))
  expect(sealed()).toEqual(['12 GenerationFailed'])
  expect(log.seal()?.end).toMatchObject({ status: 'FAILED', text_tail: 'good', error_code: 'INTERNAL' })
})

test('a closed log takes nothing, gives nothing and lets its run go', async () => {
  const { log } = setUp()
  void log.append(text('a'))
  log.close()
  void log.append(text('b'))
  await log.end(ended(succeeded))
  expect([log.seal(), log.isDirty, log.buffered]).toEqual([null, false, 0])
})
