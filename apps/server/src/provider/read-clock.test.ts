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
  vi.advanceTimersByTime(60)
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
  clock.join(near).hold()
  near.destroy()
  await once(near, 'close')
  expect(() => vi.advanceTimersByTime(60)).not.toThrow()
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
  vi.advanceTimersByTime(60)
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

test('a process that is short of time reads less often, up to a limit, and as often as before when it has time again', async () => {
  let share = 1
  const clock = createReadClock({ busy: () => share })
  crowd(clock, (await open()).near)
  const turn = clock.join((await open()).near)
  let ticks = 0
  clock.onRead(() => {
    ticks += 1
    turn.hold()
  })
  turn.hold()
  const ticksIn = async (ms: number) => {
    const before = ticks
    for (let at = 0; at < ms; at += 10) {
      vi.advanceTimersByTime(10)
      await nextTurn()
    }
    return ticks - before
  }
  await ticksIn(5_000)
  expect(await ticksIn(1_500)).toBe(10)
  share = 0.8
  expect(await ticksIn(1_500)).toBe(10)
  share = 0
  await ticksIn(5_000)
  expect(await ticksIn(1_200)).toBe(20)
})
