import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyView, fold, hasEnded } from './fold.ts'
import { say } from './hand-driven-fetch.ts'

describe('fold', () => {
  test('a snapshot replaces, deltas append, a restart empties', () => {
    const events = [
      say.snapshot(3, 'so '),
      say.delta(4, 'far'),
      say.restarted(5),
      say.delta(6, 'anew'),
      say.succeeded(7),
    ]
    expect(events.reduce(fold, emptyView)).toMatchObject({
      text: 'anew',
      status: 'SUCCEEDED',
      finishReason: 'STOP',
      position: { seq: 7, cursor: 'c7' },
      notices: [{ seq: 5, reason: 'WORKER_LOST' }],
    })
  })

  test('events outside of the log apply whatever their seq, and only a snapshot moves the position', () => {
    const view = [say.snapshot(5, 'five'), say.keepAlive(9), say.reconnect(9, 1)].reduce(fold, emptyView)
    expect(view).toMatchObject({ text: 'five', position: { seq: 5 } })
    expect(fold(view, say.snapshot(2, 'two'))).toMatchObject({ text: 'two', position: { seq: 2 } })
  })

  test('a place in line holds until the generation moves on', () => {
    const place = { position: 3, ahead: 2, etaMs: 40_000, reason: 'PROVIDER_CAP', running: 8, cap: 8 } as const
    const moved = { __typename: 'QueueMoved', seq: 1, cursor: 'c1', at: 'now', ...place } as const
    const view = [say.snapshot(1), moved, say.keepAlive(1)].reduce(fold, emptyView)
    expect(view).toMatchObject({ place, position: { seq: 1 } })
    expect(fold(view, say.cancelled(2)).place).toBeNull()
  })

  test('a repeated end ends a view that has not ended', () => {
    const view = fold(emptyView, say.snapshot(5))
    expect(fold(view, say.failed(5))).toMatchObject({ status: 'FAILED', error: { code: 'PROVIDER_QUOTA' } })
    expect(fold(view, say.cancelled(5))).toMatchObject({ status: 'CANCELLED' })
  })

  test('keeps no more than 50 notices', () => {
    const restarts = Array.from({ length: 80 }, (_, index) => say.restarted(index + 1))
    const { notices } = restarts.reduce(fold, emptyView)
    expect([notices.length, notices[0]?.seq]).toEqual([50, 31])
  })

  test('is idempotent: any number of repetitions of what came before changes nothing', () => {
    const parts = fc.array(fc.string(), { maxLength: 20 })
    fc.assert(
      fc.property(parts, fc.array(fc.nat(), { maxLength: 20 }), (texts, repeats) => {
        const log = [...texts.map((text, index) => say.delta(index + 1, text)), say.succeeded(texts.length + 1)]
        const whole = log.reduce(fold, emptyView)
        expect(hasEnded(whole.status)).toBe(true)
        const again = repeats.map((n) => log[n % log.length] ?? say.delta(1))
        expect(again.reduce(fold, whole)).toEqual(whole)
        const withEchoes = log.flatMap((event, index) => [event, ...log.slice(0, (repeats[index] ?? 0) % (index + 1))])
        expect(withEchoes.reduce(fold, emptyView)).toEqual(whole)
      }),
    )
  })
})
