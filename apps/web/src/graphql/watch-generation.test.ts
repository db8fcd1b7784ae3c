import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  backoffMs,
  type GenerationEvent,
  type OpenEvents,
  silenceLimitMs,
  type WatchPorts,
  WatchRefused,
  watchGeneration,
} from './watch-generation.ts'

const base = (seq: number) => ({ cursor: `c${seq}`, seq, at: '2026-01-01T00:00:00Z' })
const delta = (seq: number): GenerationEvent => ({ __typename: 'TextDelta', ...base(seq), text: `${seq} ` })
const keepAlive = (seq: number): GenerationEvent => ({ __typename: 'KeepAlive', ...base(seq) })
const reconnect = (seq: number, afterMs: number): GenerationEvent => ({
  __typename: 'Reconnect',
  ...base(seq),
  afterMs,
})
const snapshot = (seq: number): GenerationEvent => ({
  __typename: 'GenerationSnapshot',
  ...base(seq),
  status: 'RUNNING',
  phase: 'WRITING',
  text: '',
  thinking: '',
  usage: null,
})
const succeeded = (seq: number): GenerationEvent => ({
  __typename: 'GenerationSucceeded',
  ...base(seq),
  finishReason: 'STOP',
})

/** Plays one script per connection and notes what was asked. */
function makePorts(scripts: ((after: string | null) => (GenerationEvent | Error)[])[]) {
  const asked: (string | null)[] = []
  const waits: number[] = []
  const openEvents: OpenEvents = async function* ({ after, onOpen }) {
    asked.push(after)
    const script = scripts[asked.length - 1]
    if (!script) throw new Error('No more connections in this test')
    onOpen()
    for (const item of script(after)) {
      if (item instanceof Error) throw item
      yield item
    }
  }
  const wait = async (ms: number) => void waits.push(ms)
  const ports: WatchPorts = { openEvents, wait, random: () => 0.5 }
  return { ports, asked, waits }
}

async function collect(ports: WatchPorts, signal = new AbortController().signal) {
  const seen: GenerationEvent[] = []
  for await (const event of watchGeneration(ports, { id: 'g', from: null, signal })) seen.push(event)
  return seen.map((event) => `${event.__typename}:${event.seq}`)
}

describe('watchGeneration', () => {
  test('takes a clean close without a terminal event for a drop, and goes on from the cursor', async () => {
    const { ports, asked } = makePorts([() => [snapshot(1), delta(2)], () => [delta(2), delta(3), succeeded(4)]])
    expect(await collect(ports)).toEqual([
      'GenerationSnapshot:1',
      'TextDelta:2',
      'TextDelta:3',
      'GenerationSucceeded:4',
    ])
    expect(asked).toEqual([null, 'c2'])
  })

  test('subscribes again on a gap and shows nothing from beyond it', async () => {
    const { ports, asked } = makePorts([() => [snapshot(1), delta(3)], () => [delta(2), delta(3), succeeded(4)]])
    expect(await collect(ports)).toEqual([
      'GenerationSnapshot:1',
      'TextDelta:2',
      'TextDelta:3',
      'GenerationSucceeded:4',
    ])
    expect(asked).toEqual([null, 'c1'])
  })

  test('asks for a snapshot when gaps do not heal', async () => {
    const gap = () => [delta(9)]
    const { ports, asked } = makePorts([() => [snapshot(1)], gap, gap, gap, () => [snapshot(9), succeeded(10)]])
    expect(await collect(ports)).toEqual(['GenerationSnapshot:1', 'GenerationSnapshot:9', 'GenerationSucceeded:10'])
    expect(asked).toEqual([null, 'c1', 'c1', 'c1', null])
  })

  test('begins without a cursor after BAD_CURSOR, backs off on OVERLOADED, stops on NOT_FOUND', async () => {
    const { ports, asked, waits } = makePorts([
      () => [snapshot(5)],
      () => [new WatchRefused('BAD_CURSOR')],
      () => [new WatchRefused('OVERLOADED')],
      () => [new WatchRefused('NOT_FOUND')],
    ])
    await expect(collect(ports)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(asked).toEqual([null, 'c5', null, null])
    expect(waits).toEqual([250, 375, 625])
  })

  test('honours Reconnect without counting it as a failure', async () => {
    const { ports, asked, waits } = makePorts([() => [snapshot(1), reconnect(1, 1234)], () => [succeeded(2)]])
    expect(await collect(ports)).toEqual(['GenerationSnapshot:1', 'GenerationSucceeded:2'])
    expect(waits).toEqual([1234])
    expect(asked).toEqual([null, 'c1'])
  })

  test('takes the terminal event even when it is sent again', async () => {
    const { ports } = makePorts([() => [snapshot(4), succeeded(4)]])
    expect(await collect(ports)).toEqual(['GenerationSnapshot:4', 'GenerationSucceeded:4'])
  })

  test('counts 40 s of nothing as a drop, and an abort as the end', async () => {
    vi.useFakeTimers()
    try {
      const stop = new AbortController()
      let connections = 0
      const openEvents: OpenEvents = async function* ({ signal }) {
        connections++
        yield keepAlive(0)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      }
      const seen = collect({ openEvents, wait: async () => {}, random: () => 0 }, stop.signal)
      await vi.advanceTimersByTimeAsync(silenceLimitMs - 1)
      expect(connections).toBe(1)
      await vi.advanceTimersByTimeAsync(2)
      expect(connections).toBe(2)
      stop.abort()
      expect(await seen).toEqual(['KeepAlive:0', 'KeepAlive:0'])
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('gives every event once and in order, wherever the line is cut and whatever is repeated', async () => {
    const lengths = fc.array(fc.record({ cut: fc.nat(6), back: fc.nat(3) }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), lengths, async (last, cuts) => {
        const log = Array.from({ length: last }, (_, index) =>
          index === last - 1 ? succeeded(last) : delta(index + 1),
        )
        const scripts = [...cuts, { cut: last + 9, back: 0 }].map(({ cut, back }) => (after: string | null) => {
          const from = after === null ? 0 : Math.max(0, Number(after.slice(1)) - back)
          return log.slice(from, from + cut)
        })
        const { ports } = makePorts(scripts)
        const logged = log.map((event) => `${event.__typename}:${event.seq}`)
        expect(await collect(ports)).toEqual(logged)
      }),
    )
  })
})

test('backoffMs stays between 250 ms and 8 s', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const ms = backoffMs(failures, () => random)
      expect(ms).toBeGreaterThanOrEqual(250)
      expect(ms).toBeLessThanOrEqual(8_000)
    }),
  )
})
