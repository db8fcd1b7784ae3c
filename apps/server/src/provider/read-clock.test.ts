import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReadClock, type ReadClock } from './read-clock.ts'

const sockets: Socket[] = []
const server = createServer((socket) => sockets.push(socket))

/** A socket, its other end, and what has come out of it. */
async function open() {
  const { port } = server.address() as AddressInfo
  const [[far], near] = await Promise.all([once(server, 'connection') as Promise<[Socket]>, connected(port)])
  let come = ''
  near.on('data', (chunk) => {
    come += String(chunk)
  })
  return { near, far, come: () => come }
}

async function connected(port: number) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  vi.useRealTimers()
  for (const socket of sockets.splice(0)) socket.destroy()
  server.close()
})

/** So many other answers are on their way. */
const crowd = (clock: ReadClock, socket: Socket) => Array.from({ length: 32 }, () => clock.join(socket))

/** Whatever was sent before has come, where it is read: the same has gone another way. */
async function untilSent() {
  const { near, far } = await open()
  far.write('.')
  await once(near, 'data')
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()
}

test('in a crowd a socket that is held is read again with the next tick', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near, far, come } = await open()
  crowd(clock, (await open()).near)
  clock.join(near).hold()
  far.write('one')
  await untilSent()
  far.write(', two')
  await untilSent()
  expect(come()).toBe('')
  vi.advanceTimersByTime(72)
  await untilSent()
  expect(come()).toBe('one, two')
})

test('alone nothing is held', async () => {
  const { near, far, come } = await open()
  createReadClock({ busy: () => 0 })
    .join(near)
    .hold()
  far.write('one')
  await untilSent()
  expect(come()).toBe('one')
})

test('whose turn is over is read at once', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near, far, come } = await open()
  crowd(clock, (await open()).near)
  const turn = clock.join(near)
  turn.hold()
  turn[Symbol.dispose]()
  far.write('one')
  await untilSent()
  expect(come()).toBe('one')
})

test('when others have ended, it is a crowd no more', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near, far, come } = await open()
  const others = crowd(clock, (await open()).near)
  const turn = clock.join(near)
  others[0]?.[Symbol.dispose]()
  turn.hold()
  far.write('one')
  await untilSent()
  expect(come()).toBe('one')
})

test('what is closed while it is held stays closed', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near } = await open()
  crowd(clock, (await open()).near)
  let ticks = 0
  clock.onRead(() => {
    ticks += 1
  })
  clock.join(near).hold()
  near.destroy()
  await once(near, 'close')
  expect(() => vi.advanceTimersByTime(72)).not.toThrow()
  await nextTurn()
  expect(ticks).toBe(1)
})

test('who listens is told of a tick when what waited has come', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near, far, come } = await open()
  crowd(clock, (await open()).near)
  const told: string[] = []
  clock.onRead(() => told.push(come()))
  clock.join(near).hold()
  far.write('one')
  await untilSent()
  vi.advanceTimersByTime(72)
  await untilSent()
  expect(told).toEqual(['one'])
})

test('of very many a part is read with each tick, and each within the same time', async () => {
  const clock = createReadClock({ busy: () => 0 })
  const { near: other } = await open()
  for (let n = 0; n < 400; n += 1) clock.join(other)
  const waiting: Awaited<ReturnType<typeof open>>[] = []
  for (let n = 0; n < 9; n += 1) waiting.push(await open())
  for (const { near, far } of waiting) {
    clock.join(near).hold()
    far.write('one')
  }
  await untilSent()
  const come = []
  for (let tick = 0; tick < 3; tick += 1) {
    vi.advanceTimersByTime(20)
    await untilSent()
    come.push(waiting.filter((socket) => socket.come() === 'one').length)
  }
  expect(come).toEqual([3, 6, 9])
})

/** A crowd that is held again with each tick, in a process that is so busy while the ticks are so far apart; told are the ticks of so long, by how far apart they were. */
async function ticking(busy: (periodMs: number) => number) {
  let [periods, last, periodMs]: [number[], number, number] = [[], performance.now(), 72]
  const clock = createReadClock({ busy: () => busy(periodMs) })
  crowd(clock, (await open()).near)
  const turn = clock.join((await open()).near)
  clock.onRead(() => {
    periodMs = performance.now() - last
    last = performance.now()
    periods.push(periodMs)
    turn.hold()
  })
  turn.hold()
  return async (ms: number) => {
    periods = []
    for (let at = 0; at < ms; at += 1) {
      vi.advanceTimersByTime(1)
      await nextTurn()
    }
    return periods
  }
}

test('a process that is short of time reads less often, up to a limit, and as often as before when it has time again', async () => {
  let share = 1
  const ticksOf = await ticking(() => share)
  await ticksOf(20_000)
  expect(await ticksOf(570)).toEqual([190, 190, 190])
  share = 0.93
  expect(await ticksOf(570)).toEqual([190, 190, 190])
  share = 0
  await ticksOf(1_000)
  expect(await ticksOf(288)).toEqual([72, 72, 72, 72])
})

test('where fewer ticks are less work it comes to a rest, and does not go to and fro', async () => {
  const ticksOf = await ticking((periodMs) => (0.98 * 72) / periodMs)
  await ticksOf(10_000)
  expect(new Set(await ticksOf(5_000))).toEqual(new Set([75]))
})

test('it comes back to a rest, too, where ticks are all of its work', async () => {
  let isOpening = true
  const ticksOf = await ticking((periodMs) => (isOpening ? 1 : 100 / periodMs))
  await ticksOf(20_000)
  isOpening = false
  await ticksOf(10_000)
  const periods = await ticksOf(5_000)
  expect(new Set(periods).size).toBe(1)
  expect(100 / (periods[0] ?? 0)).toBeGreaterThan(0.92)
})

test('when what kept it busy is over, it soon reads as often as it can', async () => {
  let isOpening = true
  // As measured with 500 streams: most of the work is there however often it reads (2026-11).
  const ticksOf = await ticking((periodMs) => (isOpening ? 1 : 0.77 + 10.7 / periodMs))
  await ticksOf(20_000)
  isOpening = false
  await ticksOf(4_000)
  expect(Math.max(...(await ticksOf(500)))).toBeLessThan(75)
})

test('after a rest it reads as often as at first', async () => {
  const clock = createReadClock({ busy: () => 1 })
  crowd(clock, (await open()).near)
  const turn = clock.join((await open()).near)
  const at: number[] = []
  clock.onRead(() => at.push(performance.now()))
  const tick = async () => {
    turn.hold()
    const from = performance.now()
    const before = at.length
    while (at.length === before) {
      vi.advanceTimersByTime(1)
      await nextTurn()
    }
    return Math.round((at.at(-1) ?? 0) - from)
  }
  for (let n = 0; n < 200; n += 1) await tick()
  expect(await tick()).toBe(190)
  vi.advanceTimersByTime(60_000)
  await tick()
  expect(await tick()).toBe(72)
})
