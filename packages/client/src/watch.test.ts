import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClient } from './client.ts'
import { type GenerationEvent, isTerminal } from './events.ts'
import { emptyView, fold } from './fold.ts'
import { encodeEvents, type FakeCall, makeHandDrivenFetch, say } from './hand-driven-fetch.ts'
import { silenceLimitMs } from './lifeline.ts'
import type { WatchOptions } from './watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const name = ({ __typename, seq }: GenerationEvent) => `${__typename}:${seq}`

/** Knows who listens. */
class CountingTarget extends EventTarget {
  readonly listeners = new Set<unknown>()
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
    this.listeners.add(args[1])
    super.addEventListener(...args)
  }
  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>) {
    this.listeners.delete(args[1])
    super.removeEventListener(...args)
  }
}

/** Watches a server that answers each connection by one script; lets all the time pass that is needed. */
async function watchScripts(scripts: readonly ((call: FakeCall) => void)[], options: WatchOptions = {}) {
  const asked: unknown[] = []
  const { fetch, calls } = makeHandDrivenFetch((call, n) => {
    asked.push(call.body.variables['after'])
    scripts[n]?.(call)
  })
  const seen: string[] = []
  const since = Date.now()
  const watching = (async () => {
    for await (const event of createClient({ url: 'http://x', fetch }).watch('g', options)) seen.push(name(event))
  })()
  const settled = watching.then(
    () => null,
    (error: unknown) => error,
  )
  await vi.advanceTimersByTimeAsync(300_000)
  return { seen, asked, calls, error: await settled, tookMs: Date.now() - since }
}

const all =
  (...events: readonly object[]) =>
  (call: FakeCall) => {
    call.send(...events)
    call.close()
  }

const refuse = (code: string) => (call: FakeCall) => call.answer({ errors: [{ message: 'No', extensions: { code } }] })

describe('watch', () => {
  test('takes a clean end without a terminal event for a drop, and goes on from the cursor', async () => {
    const { seen, asked } = await watchScripts([
      all(say.snapshot(1), say.delta(2)),
      all(say.delta(2), say.delta(3), say.succeeded(4)),
    ])
    expect(seen).toEqual(['GenerationSnapshot:1', 'TextDelta:2', 'TextDelta:3', 'GenerationSucceeded:4'])
    expect(asked).toEqual([null, 'c2'])
  })

  test('comes back on a gap with the cursor it has, and after three for a snapshot', async () => {
    const gap = all(say.delta(9))
    const { seen, asked } = await watchScripts([
      all(say.snapshot(1)),
      gap,
      gap,
      gap,
      all(say.snapshot(9), say.succeeded(10)),
    ])
    expect(seen).toEqual(['GenerationSnapshot:1', 'GenerationSnapshot:9', 'GenerationSucceeded:10'])
    expect(asked).toEqual([null, 'c1', 'c1', 'c1', null])
  })

  test('finds a gap by a KeepAlive that knows more', async () => {
    const { seen, asked } = await watchScripts([
      all(say.snapshot(1), say.keepAlive(1), say.keepAlive(3)),
      all(say.delta(2), say.delta(3), say.succeeded(4)),
    ])
    expect(seen).toEqual(['GenerationSnapshot:1', 'KeepAlive:1', 'TextDelta:2', 'TextDelta:3', 'GenerationSucceeded:4'])
    expect(asked).toEqual([null, 'c1'])
  })

  test('goes on after a cursor, an event or a view; a repeated end is an end', async () => {
    const fromEvent = await watchScripts([all(say.delta(3), say.delta(4), say.succeeded(5))], { after: say.delta(3) })
    expect(fromEvent.seen).toEqual(['TextDelta:4', 'GenerationSucceeded:5'])
    const fromCursor = await watchScripts([all(say.delta(4), say.succeeded(5))], { after: 'c3' })
    expect(fromCursor.seen).toEqual(['TextDelta:4', 'GenerationSucceeded:5'])
    expect(fromCursor.asked).toEqual(['c3'])
    const atTheEnd = await watchScripts([all(say.succeeded(5))], { after: say.succeeded(5) })
    expect(atTheEnd.seen).toEqual(['GenerationSucceeded:5'])
  })

  test.each(['NOT_FOUND', 'UNAUTHENTICATED', 'BAD_CURSOR', 'OVERLOADED'])('stops on %s', async (code) => {
    const first = await watchScripts([refuse(code)])
    expect(first.error).toMatchObject({ name: 'Refused', code })
    const inStream = (call: FakeCall) => {
      call.sendBytes(new TextEncoder().encode(`event: next\ndata: {"errors":[{"extensions":{"code":"${code}"}}]}\n\n`))
    }
    const { error, seen, calls } = await watchScripts([all(say.snapshot(1)), inStream])
    expect(error).toMatchObject({ code })
    expect(seen).toEqual(['GenerationSnapshot:1'])
    expect(calls).toHaveLength(2)
  })

  test('comes back after anything else: no answer, 502, an error page, INTERNAL, too many requests, garbage, half an event', async () => {
    const { seen, asked } = await watchScripts([
      (call) => call.fail(),
      (call) => call.respond(new Response('Bad gateway', { status: 502 })),
      (call) => call.respond(new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } })),
      refuse('INTERNAL'),
      refuse('TOO_MANY_REQUESTS'),
      (call) => call.sendBytes(new TextEncoder().encode('event: next\ndata: {{\n\n')),
      (call) => {
        call.sendBytes(encodeEvents([say.snapshot(1)]).slice(0, -2))
        call.cut()
      },
      all(say.snapshot(1), say.succeeded(2)),
    ])
    expect(seen).toEqual(['GenerationSnapshot:1', 'GenerationSucceeded:2'])
    expect(asked).toEqual(Array.from({ length: 8 }, () => null))
  })

  test('backs off to 8 s at most, and from the start again once something came', async () => {
    const at: number[] = []
    const since = Date.now()
    const fail = (call: FakeCall) => {
      at.push(Date.now() - since)
      call.fail()
    }
    const succeed = (events: readonly object[]) => (call: FakeCall) => {
      at.push(Date.now() - since)
      all(...events)(call)
    }
    await watchScripts([
      ...Array.from({ length: 8 }, () => fail),
      succeed([say.snapshot(1)]),
      succeed([say.succeeded(2)]),
    ])
    const pauses = at.slice(1).map((ms, index) => ms - (at[index] ?? 0))
    expect(pauses).toEqual([250, 375, 625, 1125, 2125, 4125, 4125, 4125, 250])
  })

  test('obeys Reconnect to the millisecond, and makes no hot loop of it', async () => {
    const { tookMs: _, asked } = await watchScripts([
      all(say.snapshot(1), say.reconnect(1, 1_234)),
      all(say.reconnect(1, 0)),
      all(say.succeeded(2)),
    ])
    expect(asked).toEqual([null, 'c1', 'c1'])
    const { fetch, call, calls } = makeHandDrivenFetch()
    const events = createClient({ url: 'http://x', fetch }).watch('g')
    const next = events.next()
    ;(await call(0)).send(say.snapshot(1), say.reconnect(1, 1_234))
    await next
    await events.next()
    const later = events.next()
    await vi.advanceTimersByTimeAsync(1_233)
    expect(calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toHaveLength(2)
    await events.return?.()
    await later
  })

  test('takes 40 s of nothing for a drop; KeepAlive is something, comments are nothing', async () => {
    const { fetch, call, calls } = makeHandDrivenFetch()
    const events = createClient({ url: 'http://x', fetch }).watch('g')
    const first = events.next()
    const line = await call(0)
    line.send(say.keepAlive(0))
    await first
    const second = events.next()
    await vi.advanceTimersByTimeAsync(30_000)
    line.send(say.keepAlive(0))
    await second
    const third = events.next()
    await vi.advanceTimersByTimeAsync(silenceLimitMs - 1_000)
    line.sendBytes(new TextEncoder().encode(': ping\n\n'))
    await vi.advanceTimersByTimeAsync(999)
    expect(line.isReleased()).toBe(false)
    await vi.advanceTimersByTimeAsync(251)
    expect(line.isReleased()).toBe(true)
    expect(calls).toHaveLength(2)
    ;(await call(1)).send(say.succeeded(1))
    expect((await third).value).toMatchObject({ __typename: 'GenerationSucceeded' })
    expect(await events.next()).toMatchObject({ done: true })
  })

  test('does not count the time that the reader takes for silence', async () => {
    const { fetch, call, calls } = makeHandDrivenFetch()
    const events = createClient({ url: 'http://x', fetch }).watch('g')
    const first = events.next()
    ;(await call(0)).send(say.snapshot(1), say.succeeded(2))
    await first
    await vi.advanceTimersByTimeAsync(10 * silenceLimitMs)
    expect((await events.next()).value).toMatchObject({ __typename: 'GenerationSucceeded' })
    expect(await events.next()).toMatchObject({ done: true })
    expect(calls).toHaveLength(1)
  })

  test('leaving the loop releases the connection at once, and so does return() while it waits', async () => {
    const { fetch, call, calls } = makeHandDrivenFetch((call) => call.send(say.snapshot(1)))
    const client = createClient({ url: 'http://x', fetch })
    for await (const _ of client.watch('g')) break
    expect((await call(0)).isReleased()).toBe(true)

    const events = client.watch('g')
    await events.next()
    const pending = events.next()
    await events.return?.()
    expect((await call(1)).isReleased()).toBe(true)
    expect(await pending).toMatchObject({ done: true })
    expect(calls).toHaveLength(2)
  })

  test('an abort throws its reason, while connected and while waiting, and releases', async () => {
    const { fetch, call } = makeHandDrivenFetch((call, n) => (n === 0 ? call.send(say.snapshot(1)) : call.fail()))
    const client = createClient({ url: 'http://x', fetch })
    for (const n of [0, 1]) {
      const stop = new AbortController()
      const events = client.watch('g', { signal: stop.signal })
      if (n === 0) await events.next()
      const pending = events.next()
      await call(n)
      await vi.advanceTimersByTimeAsync(0)
      stop.abort(new Error('enough'))
      await expect(pending).rejects.toThrow('enough')
    }
    expect((await call(0)).isReleased()).toBe(true)
  })

  test('a kind that it does not know comes as EventUnknown, counts, and breaks nothing', async () => {
    const unknown = { __typename: 'Sang', seq: 2, cursor: 'c2', at: 'now' }
    const unlogged = { __typename: 'Hummed', seq: 2, cursor: 'c2', at: 'now' }
    const { seen } = await watchScripts([all(say.snapshot(1), unknown, unlogged, say.succeeded(3))])
    expect(seen).toEqual(['GenerationSnapshot:1', 'EventUnknown:2', 'GenerationSucceeded:3'])
  })

  test('in a browser: comes back at once when it is online or in sight again, and then listens no more', async () => {
    const page = Object.assign(new CountingTarget(), { visibilityState: 'visible' })
    const window = new CountingTarget()
    vi.stubGlobal('document', page)
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
    vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
    try {
      const { fetch, call, calls } = makeHandDrivenFetch()
      const events = createClient({ url: 'http://x', fetch }).watch('g')
      const next = events.next()
      ;(await call(0)).fail()
      await vi.advanceTimersByTimeAsync(0)
      window.dispatchEvent(new Event('online')) // while it waits
      await call(1)
      await vi.advanceTimersByTimeAsync(19_000)
      page.dispatchEvent(new Event('visibilitychange')) // not long enough silent
      await vi.advanceTimersByTimeAsync(2_000)
      expect(calls).toHaveLength(2)
      page.dispatchEvent(new Event('visibilitychange'))
      await call(2)
      window.dispatchEvent(new Event('online'))
      ;(await call(3)).send(say.succeeded(1))
      expect((await next).value).toMatchObject({ __typename: 'GenerationSucceeded' })
      expect(await events.next()).toMatchObject({ done: true })
      expect([page.listeners.size, window.listeners.size]).toEqual([0, 0])
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('5,000 drops leave no listener behind', async () => {
    const stop = new AbortController()
    const added = vi.spyOn(stop.signal, 'addEventListener')
    const removed = vi.spyOn(stop.signal, 'removeEventListener')
    const { fetch, calls } = makeHandDrivenFetch((call, n) =>
      n < 5_000 ? all(say.snapshot(1))(call) : all(say.succeeded(2))(call),
    )
    const watching = (async () => {
      for await (const _ of createClient({ url: '', fetch }).watch('g', { signal: stop.signal })) continue
    })()
    await vi.advanceTimersByTimeAsync(5_000 * 300)
    await watching
    expect(calls).toHaveLength(5_001)
    expect(calls.every((call) => call.isReleased())).toBe(true)
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1])
  })
})

describe('exactly once', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  const cutList = fc.array(fc.record({ at: fc.nat(1_500), isClean: fc.boolean(), back: fc.nat(2) }), { maxLength: 15 })

  test('cut at any byte, any number of times: the concatenation is the text, without a gap or a double', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 20 }),
        cutList,
        fc.integer({ min: 1, max: 200 }),
        async (parts, cuts, size) => {
          const log = [...parts.map((part, index) => say.delta(index + 1, part)), say.succeeded(parts.length + 1)]
          const { fetch } = makeHandDrivenFetch((call, n) => {
            const { after } = call.body.variables
            const cut = cuts[n] ?? { at: Infinity, isClean: true, back: 0 }
            const from = typeof after === 'string' ? Math.max(0, Number(after.slice(1)) - cut.back) : 0
            const bytes = encodeEvents(typeof after === 'string' ? log.slice(from) : [say.snapshot(0), ...log])
            const passed = bytes.subarray(0, cut.at)
            for (let at = 0; at < passed.length; at += size) call.sendBytes(passed.slice(at, at + size))
            if (cut.isClean) call.close()
            else call.cut()
          })
          const seen: GenerationEvent[] = []
          const done = (async () => {
            for await (const event of createClient({ url: 'http://x', fetch }).watch('g')) seen.push(event)
          })()
          await vi.advanceTimersByTimeAsync(600_000)
          await done
          const logged = seen.filter(({ __typename }) => __typename !== 'GenerationSnapshot')
          expect(logged).toEqual(log)
          expect(isTerminal(seen.at(-1) ?? say.delta(0))).toBe(true)
          expect(seen.reduce(fold, emptyView)).toMatchObject({ text: parts.join(''), status: 'SUCCEEDED' })
        },
      ),
      { numRuns: 200 },
    )
  })
})
