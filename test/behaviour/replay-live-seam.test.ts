import { systemClock } from '@sluice/core/clock'
import { isTerminal, type LoggedEvent } from '@sluice/core/generation/event'
import type { EventLog } from '@sluice/core/generation/event-log'
import { type WakeUp, watch } from '@sluice/core/generation/watch'
import { makeMemoryPlaces } from '@sluice/core/testing/memory-places'
import type { Database } from '@sluice/prisma/sql'
import { followLog } from '@sluice/server/log/follow-log'
import { makeEventLog } from '@sluice/server/log/read-log'
import { createRecentEvents } from '@sluice/server/log/recent-events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
import { appendByHand, beginByHand, interrupted } from '../support/hand-written-log.ts'
import { openPlace } from '../support/look-into.ts'

let place: Place
let database: Database
beforeAll(async () => {
  place = await makePlace()
  database = await openPlace(place.env)
})
afterAll(async () => {
  await database.close()
  await place.remove()
})

/** Where others' writing cuts in: after this statement of the watcher's, or when it has read all and waits. */
const moments = [1, 2, 3, 4, 'waits'] as const

/** How the process hears of it: its own flush hands the events on, or a poll finds what another process has written. */
const ways = ['handed on', 'found by the poll', 'handed on and found'] as const

interface Scene {
  readonly after: number | null
  readonly moment: (typeof moments)[number]
  readonly way: (typeof ways)[number]
  readonly isEnd: boolean
}

const scenes = [null, 0, 2, 3].flatMap((after) =>
  moments.flatMap((moment) =>
    ways.flatMap((way) => [false, true].map((isEnd): Scene => ({ after, moment, way, isEnd }))),
  ),
)

/** Follows to the end; answers the seqs that were sent one by one, and the text. Throws on a gap or a double. */
async function see(id: string, after: number | null, log: EventLog, wakeUp: WakeUp) {
  let [text, seq] = [after === null ? '' : Array.from({ length: after }, (_, n) => `${n + 1} `).join(''), after]
  const signal = AbortSignal.timeout(20_000)
  const ports = { log, wakeUp, places: makeMemoryPlaces(), clock: systemClock }
  for await (const { body, seq: next } of watch(ports, { id, after, signal })) {
    if (body.kind === 'GenerationSnapshot') text = body.text
    else if (next !== (seq ?? 0) + 1) throw new Error(`after ${seq} came ${next}`)
    seq = next
    if (body.kind === 'TextDelta') text += body.text
    if (isTerminal({ body })) return { text, last: seq }
  }
  throw new Error('The stream ended without an end.')
}

/** Calls `happen` each time that somebody begins to wait. */
function whenItWaits(wakeUp: WakeUp, happen: () => Promise<void>): WakeUp {
  return {
    listen(id, options) {
      const wake = wakeUp.listen(id, options)
      const next: typeof wake.next = (wait) => {
        void happen()
        return wake.next(wait)
      }
      return {
        get isOver() {
          return wake.isOver
        },
        next,
        nudge: wake.nudge,
        [Symbol.dispose]: () => wake[Symbol.dispose](),
      }
    },
  }
}

/** The events of one generation from `from` on, as its writer hands them on after the commit. */
async function readFrom(id: string, from: number): Promise<readonly LoggedEvent[]> {
  return (await makeEventLog(database).read(id, { after: from - 1, limit: 256 })).events
}

describe.each(scenes)(
  'a watcher with $after; at $moment, $way, the end with it: $isEnd',
  ({ after, moment, way, isEnd }) => {
    test('sees each event once, and the end', { timeout: 30_000 }, async () => {
      const id = await beginByHand(database)
      const recent = createRecentEvents()
      const write = async (from: number, to: number, isLast: boolean) => {
        await appendByHand(database, id, { from, to, isEnd: isLast })
        if (way !== 'found by the poll') recent.publish(id, await readFrom(id, from))
        if (way !== 'handed on') poll.look()
      }
      const steps = [() => write(4, 6, isEnd), ...(isEnd ? [] : [() => write(7, 8, true)])]
      const goOn = async () => {
        await steps.shift()?.()
      }
      const sql = moment === 'waits' ? database : interrupted(database, moment, goOn)
      const poll = followLog({ sql: database, recent, pollMs: 60_000, report: (fault) => expect.fail(String(fault)) })
      try {
        const seeing = see(id, after, recent.over(makeEventLog(sql)), whenItWaits(recent, goOn))
        const last = isEnd ? 6 : 8
        const text = Array.from({ length: last - 1 }, (_, n) => `${n + 1} `).join('')
        expect(await seeing).toEqual({ text, last })
      } finally {
        poll.dispose()
      }
    })
  },
)
