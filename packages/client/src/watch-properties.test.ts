import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClient } from './client.ts'
import type { GenerationEvent } from './events.ts'
import { emptyView, fold } from './fold.ts'
import { encodeEvents, type FakeCall, makeHandDrivenFetch, say } from './hand-driven-fetch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.constantFrom('\n\nevent: complete\ndata: \n\n', '\r', '\r\n\r\n', '\u2028', 'data: x\n\n', ': \n\n', '👩‍👩‍👧'),
)

/** How one connection goes: what is sent in which pieces, and after how many bytes it is cut. */
const line = fc.record({
  cutAfter: fc.nat(1_500),
  pieces: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
  how: fc.constantFrom('cut' as const, 'close' as const),
  keepAlives: fc.boolean(),
  hasForgotten: fc.boolean(),
})

const restarted = Symbol('the text begins anew')
const log = fc
  .array(fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant(restarted) }), { maxLength: 20 })
  .map((parts): GenerationEvent[] => [
    ...parts.map((part, n) => (part === restarted ? say.restarted(n + 1) : say.delta(n + 1, part))),
    say.succeeded(parts.length + 1),
  ])

const foldAll = (events: readonly GenerationEvent[]) => events.reduce(fold, emptyView)

/** What the server sends to one who has everything up to `after`. */
function streamFrom(
  events: readonly GenerationEvent[],
  after: string | null,
  hasForgotten: boolean,
): GenerationEvent[] {
  const last = events.length
  if (after === null || hasForgotten) {
    const seq = after === null ? Math.floor(last / 3) : Number(after.slice(1))
    return [say.snapshot(seq, foldAll(events.slice(0, seq)).text), ...events.slice(Math.min(seq, last - 1))]
  }
  return events.slice(Math.min(Number(after.slice(1)), last - 1))
}

function send(
  call: FakeCall,
  bytes: Uint8Array,
  { cutAfter, pieces, how }: { cutAfter: number; pieces: readonly number[]; how: 'cut' | 'close' },
) {
  const sent = bytes.subarray(0, cutAfter)
  for (let at = 0, n = 0; at < sent.length; n += 1) {
    const size = pieces[n % pieces.length] ?? 1
    call.sendBytes(sent.subarray(at, at + size))
    at += size
  }
  if (how === 'cut' && cutAfter < bytes.length) call.cut()
  else call.close()
}

test('cut at any byte, in any pieces, any number of times: what is shown equals what is stored', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.array(line, { maxLength: 8 }), async (events, lines) => {
      const { fetch } = makeHandDrivenFetch((call, n) => {
        const after = call.body.variables['after'] as string | null
        const how = lines[n] ?? {
          cutAfter: Infinity,
          pieces: [64],
          how: 'close' as const,
          keepAlives: false,
          hasForgotten: false,
        }
        const stream = streamFrom(events, after, how.hasForgotten)
        const spaced = how.keepAlives
          ? stream.flatMap((event) => (event.seq > 1 ? [event, say.keepAlive(event.seq)] : [event]))
          : stream
        send(call, encodeEvents(spaced), how)
      })
      const seen: GenerationEvent[] = []
      const watching = (async () => {
        for await (const event of createClient({ url: 'http://x', fetch }).watch('g')) seen.push(event)
      })()
      await vi.advanceTimersByTimeAsync(600_000)
      await watching
      const logged = seen.filter(({ __typename }) => __typename === 'TextDelta' || __typename === 'Restarted')
      expect(new Set(logged.map(({ seq }) => seq)).size).toBe(logged.length)
      expect(foldAll(seen).text).toBe(foldAll(events).text)
      expect(seen.at(-1)?.__typename).toBe('GenerationSucceeded')
    }),
    { numRuns: process.env['SLUICE_TEST_FULL'] === '1' ? 3_000 : 200 },
  )
}, 120_000)
