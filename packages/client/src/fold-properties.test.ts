import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GenerationEvent } from './events.ts'
import { emptyView as empty, fold, type GenerationView } from './fold.ts'

const base = (seq: number) => ({ cursor: `c${seq}`, seq, at: '2026-01-01T00:00:00Z' })

/** Events without their number; a log numbers them 1, 2, 3 …. */
const step = fc.oneof(
  fc.string({ maxLength: 6 }).map((text) => ({ __typename: 'TextDelta' as const, text })),
  fc.string({ maxLength: 6 }).map((text) => ({ __typename: 'ThinkingDelta' as const, text })),
  fc.constant({ __typename: 'Restarted' as const, reason: 'WORKER_LOST' as const }),
  fc.constant({ __typename: 'EventUnknown' as const }),
  fc.constant({ __typename: 'StatusChanged' as const, status: 'RUNNING' as const, phase: 'WRITING' as const }),
)
const log = fc
  .array(step, { maxLength: 20 })
  .map((steps): GenerationEvent[] => steps.map((event, index) => ({ ...base(index + 1), ...event })))

const foldAll = (events: GenerationEvent[], from = empty) => events.reduce(fold, from)

const snapshotOf = (view: GenerationView, seq: number): GenerationEvent => ({
  __typename: 'GenerationSnapshot',
  ...base(seq),
  status: view.status,
  phase: view.phase,
  text: view.text,
  thinking: view.thinking,
  usage: view.usage,
})

describe('fold', () => {
  test('shows exactly the text since the last restart', () => {
    fc.assert(
      fc.property(log, (events) => {
        const since = events.findLastIndex((event) => event.__typename === 'Restarted') + 1
        const text = events.slice(since).map((event) => (event.__typename === 'TextDelta' ? event.text : ''))
        expect(foldAll(events).text).toBe(text.join(''))
      }),
    )
  })

  test('is idempotent by seq: repeats of anything already seen change nothing', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(19)), (events, repeats) => {
        const once = foldAll(events)
        const again = repeats.flatMap((index) => events[index] ?? [])
        expect(foldAll(again, once)).toEqual(once)
      }),
    )
  })

  test('a snapshot stands for everything up to its seq', () => {
    fc.assert(
      fc.property(log, fc.nat(20), (events, cut) => {
        const seq = Math.min(cut, events.length)
        const before = foldAll(events.slice(0, seq))
        const resumed = foldAll([snapshotOf(before, seq), ...events.slice(seq)])
        const whole = foldAll(events)
        expect({ text: resumed.text, thinking: resumed.thinking, status: resumed.status }).toEqual({
          text: whole.text,
          thinking: whole.thinking,
          status: whole.status,
        })
      }),
    )
  })

  test('a snapshot replaces what was shown, even with a smaller seq', () => {
    const view = foldAll([{ __typename: 'TextDelta', ...base(7), text: 'wrong' }])
    const next = fold(view, snapshotOf({ ...empty, text: 'right' }, 3))
    expect(next.text).toBe('right')
    expect(next.position).toEqual({ cursor: 'c3', seq: 3 })
  })

  test('QueueMoved says where it stands, whatever its seq, until it is taken', () => {
    const facts = { position: 3, ahead: 2, etaMs: 40_000, reason: 'MODEL_CAP' as const, running: 2, cap: 2 }
    const queued = foldAll([
      { __typename: 'StatusChanged', ...base(1), status: 'QUEUED', phase: null },
      { __typename: 'QueueMoved', ...base(1), ...facts },
      { __typename: 'QueueMoved', ...base(1), ...facts, position: 2, ahead: 1 },
    ])
    expect(queued.place).toEqual({ ...facts, position: 2, ahead: 1, at: base(1).at })
    expect(queued.position?.seq).toBe(1)
    const taken = fold(queued, { __typename: 'StatusChanged', ...base(2), status: 'RUNNING', phase: 'CALLING' })
    expect(taken).toMatchObject({ status: 'RUNNING', place: null })
  })

  test('KeepAlive moves nothing but the cursor', () => {
    const view = foldAll([{ __typename: 'TextDelta', ...base(1), text: 'a' }])
    expect(fold(view, { __typename: 'KeepAlive', ...base(1), head: 'c1' })).toEqual(view)
  })

  test('a repeated terminal event ends a view that has not ended, and then changes nothing', () => {
    const failed: GenerationEvent = {
      __typename: 'GenerationFailed',
      ...base(4),
      code: 'PROVIDER_ERROR',
      message: 'no',
      retryable: true,
    }
    const running = fold(empty, snapshotOf({ ...empty, status: 'RUNNING', text: 'half' }, 4))
    const ended = fold(running, failed)
    expect(ended).toMatchObject({ status: 'FAILED', text: 'half', error: { code: 'PROVIDER_ERROR' } })
    expect(fold(ended, failed)).toBe(ended)
  })
})
