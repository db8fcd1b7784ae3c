import { systemClock } from '@sluice/core/clock'
import type { EventBody, LoggedEvent, WatchEvent } from '@sluice/core/generation/event'
import { isTerminal } from '@sluice/core/generation/event'
import type { EventLog } from '@sluice/core/generation/event-log'
import { watch } from '@sluice/core/generation/watch'
import { makeMemoryPlaces } from '@sluice/core/testing/memory-places'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecentEvents } from './recent-events.ts'

/** What happens in a run, in any order. */
type Step =
  | { readonly does: 'commit'; readonly bodies: readonly EventBody[]; readonly isHere: boolean }
  | { readonly does: 'publish' | 'follow' | 'sweep' | 'open' }
  | { readonly does: 'cut'; readonly watcher: number }
  | { readonly does: 'let pass'; readonly answers: number }

const body: fc.Arbitrary<EventBody> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.string({ minLength: 1, maxLength: 4 }).map((text) => ({ kind: 'TextDelta', text }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'Restarted', reason: 'WORKER_LOST' } as const) },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('commit' as const),
      bodies: fc.array(body, { minLength: 1, maxLength: 3 }),
      isHere: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constantFrom('publish', 'follow', 'open', 'open', 'publish', 'sweep') }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cut' as const), watcher: fc.nat(7) }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('let pass' as const), answers: fc.integer({ min: 1, max: 6 }) }),
  },
)

/** What a watcher shows, and where it stands. Throws on a gap or a double. */
interface Shown {
  seq: number | null
  text: string
  hasEnded: boolean
}

function show(shown: Shown, { seq, body }: WatchEvent): void {
  if (body.kind === 'GenerationSnapshot') {
    shown.text = body.text
    shown.seq = seq
    return
  }
  const isRepeatedEnd = isTerminal({ body }) && seq === shown.seq
  if (seq !== (shown.seq ?? 0) + 1 && !isRepeatedEnd) throw new Error(`after ${shown.seq} came ${seq}`)
  shown.seq = seq
  if (body.kind === 'TextDelta') shown.text += body.text
  if (body.kind === 'Restarted') shown.text = ''
  if (isTerminal({ body })) shown.hasEnded = true
}

/** A generation whose log is read with answers that come when, and in the order that, the scheduler says. */
function setUp(scheduler: fc.Scheduler, takings: readonly boolean[]) {
  const recent = createRecentEvents()
  const committed: LoggedEvent[] = []
  const unpublished: LoggedEvent[] = []
  const watchers: { readonly shown: Shown; left: AbortController; end: Promise<void> }[] = []
  let floor = 0
  const isKept = ({ seq, body }: LoggedEvent) => seq >= floor || body.kind !== 'TextDelta'
  const isOver = () => committed.some(isTerminal)
  const textOf = (events: readonly LoggedEvent[]) => {
    const shown: Shown = { seq: null, text: '', hasEnded: false }
    for (const event of events) show(shown, event)
    return shown.text
  }
  /** A statement on its way: its answer is what was there at some time between asking and answering. */
  const asked = async <T>(look: () => T): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), 'a statement begins')
    const answer = look()
    await scheduler.schedule(Promise.resolve(), 'its answer comes')
    return answer
  }
  const status = () => (isOver() ? 'SUCCEEDED' : 'RUNNING')
  const log: EventLog = {
    bounds: () => asked(() => ({ floor, head: committed.length, status: status() })),
    read: (_, { after, limit }) =>
      asked(() => {
        const events = committed.slice(after).filter(isKept).slice(0, limit)
        const last = committed.at(-1)
        return { events, terminal: events.length === 0 && last && isTerminal(last) ? last : null }
      }),
    snapshot: () =>
      asked(() => ({
        seq: committed.length,
        status: status(),
        phase: null,
        text: textOf(committed),
        thinking: '',
        usage: null,
        at: new Date(0),
      })),
  }
  const ports = { log: recent.over(log), wakeUp: recent, places: makeMemoryPlaces(), clock: systemClock }
  let offers = 0
  const watchFrom = (shown: Shown) => {
    const left = new AbortController()
    const events = watch(ports, { id: 'g', after: shown.seq, signal: left.signal })
    events.handTo?.((event) => {
      offers += 1
      const isTaken = takings[offers % takings.length] ?? false
      if (isTaken) show(shown, event)
      return isTaken
    })
    const end = (async () => {
      let isFirst = true
      for await (const event of events) {
        if (left.signal.aborted) return // what was on its way when the line was cut never arrived
        const isNeeded = isFirst || (shown.seq ?? 0) + 1 < floor
        if (event.body.kind === 'GenerationSnapshot' && !isNeeded)
          throw new Error(`a snapshot in the middle, after ${shown.seq}`)
        isFirst = false
        show(shown, event)
      }
    })()
    end.catch(() => {}) // looked at in the end
    return { shown, left, end }
  }
  const follow = async () => {
    const [position] = recent.positions()
    if (!position) return
    const events = await asked(() => committed.slice(position.after).filter(isKept))
    if (events.length > 0) recent.publish('g', events)
  }
  return {
    commit(bodies: readonly EventBody[], isHere: boolean) {
      for (const body of bodies) {
        const event = { seq: committed.length + 1, attempt: 1, at: new Date(0), body }
        committed.push(event)
        if (isHere) unpublished.push(event)
      }
    },
    publish: () => recent.publish('g', unpublished.splice(0)),
    follow: () => void follow(),
    sweep() {
      floor = committed.length // whoever stands below now needs a snapshot
    },
    open: () => void watchers.push(watchFrom({ seq: null, text: '', hasEnded: false })),
    cut(n: number) {
      const watcher = watchers[n % Math.max(watchers.length, 1)]
      if (!watcher || watcher.shown.hasEnded) return
      watcher.left.abort()
      Object.assign(watcher, watchFrom(watcher.shown))
    },
    watchers,
    text: () => textOf(committed),
    isQuiet: () => recent.positions().length === 0,
  }
}

async function letPass(scheduler: fc.Scheduler, answers: number): Promise<void> {
  for (let n = 0; n < answers; n += 1) {
    if (scheduler.count() > 0) await scheduler.waitNext(1)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('whenever one comes, whenever a line is cut and however late answers come: the stored text, no gap, no double', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { maxLength: 30 }),
      fc.boolean(),
      fc.boolean(),
      fc.nat(8),
      fc.array(fc.boolean(), { maxLength: 6 }),
      async (...run) => {
        const [scheduler, steps, isEndHere, doesOneComeLate, pause, takings] = run
        const world = setUp(scheduler, takings)
        world.commit([{ kind: 'StatusChanged', status: 'QUEUED', phase: null }], true)
        world.open()
        for (const step of steps) {
          if (step.does === 'commit') world.commit(step.bodies, step.isHere)
          else if (step.does === 'cut') world.cut(step.watcher)
          else if (step.does === 'let pass') await letPass(scheduler, step.answers)
          else world[step.does]()
        }
        world.commit([{ kind: 'GenerationSucceeded', finishReason: 'STOP' }], isEndHere)
        if (isEndHere) world.publish()
        if (doesOneComeLate) world.open()
        await letPass(scheduler, pause)
        // From now on only the poll brings what is missing, as in a process that gets no hint.
        for (let polls = 0; polls < 50 && !world.watchers.every(({ shown }) => shown.hasEnded); polls += 1) {
          world.follow()
          await letPass(scheduler, 20)
        }
        for (const { shown } of world.watchers) expect(shown).toMatchObject({ text: world.text(), hasEnded: true })
        await Promise.all(world.watchers.map(({ end }) => end))
        await letPass(scheduler, 100) // those who were cut off while they waited for an answer
        expect(world.isQuiet()).toBe(true)
      },
    ),
    { numRuns: process.env['SLUICE_TEST_FULL'] === '1' ? 50_000 : 3_000 },
  )
}, 300_000)
