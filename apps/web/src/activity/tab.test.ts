import type { Activity, ActivityEvent, ActivityOptions, GenerationEvent, Opened } from '@sluice/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { electByLock, electBySight, type Sight } from './election.ts'
import type { TabMessage } from './messages.ts'
import { joinActivity, type TabPorts } from './tab.ts'

/** A stream that a test feeds by hand. */
type FakeStream = { opens: (readonly Opened[])[]; options: ActivityOptions; send: (event: ActivityEvent) => void }

function makeBrowser() {
  const streams: FakeStream[] = []
  const tabs = new Map<string, { receive: (message: TabMessage) => void; isFrozen: boolean }>()
  const openActivity = (options: ActivityOptions): Activity => {
    const waiting: ActivityEvent[] = []
    let wake = () => {}
    const stream: FakeStream = {
      opens: [options.open ?? []],
      options,
      send(event) {
        waiting.push(event)
        wake()
      },
    }
    streams.push(stream)
    options.onConnection?.(true)
    async function* events() {
      for (;;) {
        if (options.signal?.aborted) throw options.signal.reason
        const event = waiting.shift()
        if (event) yield event
        else
          await new Promise<void>((resolve) => {
            wake = resolve
            options.signal?.addEventListener('abort', () => resolve(), { once: true })
          })
      }
    }
    return Object.assign(events(), { setOpen: (open: readonly Opened[]) => void stream.opens.push(open) })
  }
  const live = () => streams.filter(({ options }) => !options.signal?.aborted)

  const openTab = (name: string, { hasLocks = true, isVisible = true } = {}) => {
    let isSeen = isVisible
    const sightings = new Set<(isVisible: boolean) => void>()
    const sight: Sight = {
      isVisible: () => isSeen,
      listen(listener) {
        sightings.add(listener)
        return () => sightings.delete(listener)
      },
    }
    const ports: TabPorts = {
      openActivity,
      joinTabs(receive) {
        tabs.set(name, { receive, isFrozen: false })
        const send = (message: TabMessage) => {
          const me = tabs.get(name)
          if (me?.isFrozen) return
          for (const [other, { receive, isFrozen }] of tabs) if (other !== name && !isFrozen) receive(message)
        }
        return { send, leave: () => tabs.delete(name) }
      },
      elect: (serve) => (hasLocks ? electByLock(navigator.locks, serve) : electBySight(sight, serve)),
      livingTabs: async () => new Set(tabs.keys()),
      sight,
    }
    const told: string[] = []
    const joined = joinActivity(ports, {
      name,
      onEvent: (event) => told.push(event.__typename),
      onState: (state) => told.push(state),
    })
    const watch = (id: string) => {
      const seen: number[] = []
      let position: { cursor: string; seq: number } | null = null
      const stop = joined.follow({
        id,
        position: () => position,
        apply(event) {
          seen.push(event.seq)
          position = { cursor: event.cursor, seq: event.seq }
        },
        refuse: () => told.push(`refused ${id}`),
      })
      return { seen, stop }
    }
    const look = (at: boolean) => {
      isSeen = at
      for (const listener of sightings) listener(at)
    }
    return { ...joined, told, watch, look, freeze: () => Object.assign(tabs.get(name) ?? {}, { isFrozen: true }) }
  }
  return { openTab, live, streams }
}

const base = (seq: number) => ({ cursor: `c${seq}`, seq, at: '' })
const snapshot = (seq: number): GenerationEvent => ({
  __typename: 'GenerationSnapshot',
  ...base(seq),
  status: 'RUNNING',
  phase: 'WRITING',
  text: '',
  thinking: '',
  usage: null,
})
const delta = (seq: number): GenerationEvent => ({ __typename: 'TextDelta', ...base(seq), text: 'x' })
const of = (generationId: string, event: GenerationEvent): ActivityEvent => ({
  __typename: 'GenerationActivity',
  cursor: `a${event.seq}`,
  at: '',
  generationId,
  event,
})
const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)

let browser: ReturnType<typeof makeBrowser>
const opened: { leave: () => void }[] = []
const openTab: typeof browser.openTab = (...args) => {
  const tab = browser.openTab(...args)
  opened.push(tab)
  return tab
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  browser = makeBrowser()
})
afterEach(async () => {
  for (const tab of opened.splice(0)) tab.leave()
  await pass()
  expect(browser.live()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('one stream for all tabs', () => {
  test('has open what any of them wants, and tells each what it asked for', async () => {
    const first = openTab('first')
    await pass()
    const second = openTab('second')
    const a = first.watch('a')
    const b = second.watch('b')
    await pass()
    expect(browser.live().length).toBe(1)
    const [stream] = browser.live()
    expect(stream?.opens.at(-1)).toEqual([
      { id: 'b', after: null },
      { id: 'a', after: null },
    ])
    for (const event of [snapshot(1), delta(2)]) stream?.send(of('a', event))
    stream?.send(of('b', snapshot(5)))
    await pass()
    expect([a.seen, b.seen]).toEqual([[1, 2], [5]])
    stream?.send({
      __typename: 'GenerationChanged',
      cursor: 'a6',
      at: '',
      generationId: 'z',
      generation: null,
    } as never)
    await pass()
    expect([first.told.at(-1), second.told.at(-1)]).toEqual(['GenerationChanged', 'GenerationChanged'])
  })

  test('goes over to another tab when its tab closes, from where each one stands', async () => {
    const first = openTab('first')
    await pass()
    const second = openTab('second')
    const b = second.watch('b')
    await pass()
    browser.live()[0]?.send(of('b', snapshot(3)))
    browser.live()[0]?.send(of('b', delta(4)))
    await pass()
    first.leave()
    await pass()
    const [stream] = browser.live()
    expect([stream?.options.since, stream?.opens]).toEqual(['a4', [[{ id: 'b', after: { cursor: 'c4', seq: 4 } }]]])
    stream?.send(of('b', delta(4)))
    stream?.send(of('b', delta(5)))
    await pass()
    expect(b.seen).toEqual([3, 4, 5])
  })

  test('is taken over from a tab that sleeps, by one that is looked at', async () => {
    const first = openTab('first')
    await pass()
    const second = openTab('second')
    const hidden = openTab('hidden', { isVisible: false })
    await pass(60_000)
    expect(browser.streams.length).toBe(1) // while it lives it is left alone
    first.freeze()
    await pass(31_000)
    expect(browser.streams.length).toBe(2)
    expect(browser.live().length).toBe(1)
    expect([second.told.at(-1), hidden.told.at(-1)]).toEqual(['connected', 'connected'])
  })

  test('sends again from there when a tab has missed an event, once', async () => {
    const only = openTab('only')
    const a = only.watch('a')
    await pass(4_000)
    const [stream] = browser.live()
    const opens = () => stream?.opens.length ?? 0
    stream?.send(of('a', snapshot(1)))
    await pass()
    const before = opens()
    for (const seq of [3, 4, 5]) stream?.send(of('a', delta(seq)))
    await pass()
    expect(opens()).toBe(before + 1)
    expect(stream?.opens.at(-1)).toEqual([{ id: 'a', after: { cursor: 'c1', seq: 1 } }])
    for (const seq of [2, 3, 4, 5]) stream?.send(of('a', delta(seq)))
    await pass()
    expect(a.seen).toEqual([1, 2, 3, 4, 5])
  })

  test('closes what nobody wants any more, also when a tab died without a word', async () => {
    const first = openTab('first')
    await pass()
    const second = openTab('second')
    const a = first.watch('a')
    second.watch('b')
    await pass()
    a.stop()
    await pass()
    expect(
      browser
        .live()[0]
        ?.opens.at(-1)
        ?.map(({ id }) => id),
    ).toEqual(['b'])
    second.freeze()
    browser.openTab('second').leave() // its lock is free
    await pass(11_000)
    expect(browser.live()[0]?.opens.at(-1)).toEqual([])
  })

  test('a refusal reaches the tab whose generation it is', async () => {
    const first = openTab('first')
    first.watch('a')
    await pass()
    const refused = { __typename: 'PositionRefused', generationId: 'a', code: 'NOT_FOUND', message: '' } as const
    browser.live()[0]?.send({ ...refused, cursor: 'a1', at: '' })
    await pass()
    expect(first.told).toContain('refused a')
  })
})

test('without locks each tab has a stream of its own while it is looked at', async () => {
  const first = openTab('first', { hasLocks: false })
  openTab('second', { hasLocks: false })
  await pass()
  expect(browser.live().length).toBe(2)
  first.look(false)
  await pass()
  expect(browser.live().length).toBe(1)
  first.look(true)
  await pass()
  expect(browser.live().length).toBe(2)
})
