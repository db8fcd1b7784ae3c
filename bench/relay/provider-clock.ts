import type { Socket } from 'node:net'
import { quantile } from '../quantile.ts'
import { sharedNow } from './clock.ts'
import { beginning, ending, tokenChunks } from './provider-answer.ts'
import type { Plan } from './tokens.ts'

/** How the provider itself keeps up. */
export interface ProviderHealth {
  /** How late tokens were sent. */
  readonly lateP99Ms: number
}

/** Sends answers in time. */
export interface ProviderClock {
  /** Answers as planned; `times` takes the moment of each token. */
  answer(socket: Socket, plan: Plan, times: Float64Array): void
  /** Since the last call. */
  health(): ProviderHealth
}

interface Answer {
  readonly socket: Socket
  readonly count: number
  readonly gapMs: number
  readonly times: Float64Array
  next: number
  dueAt: number
}

const slots = 4_096

/** One wheel of a slot for each millisecond, for all streams: a timer for each token would cost more than the sending. */
export function startProviderClock(): ProviderClock {
  const wheel: Answer[][] = Array.from({ length: slots }, () => [])
  let at = Math.floor(sharedNow())
  let sent = 0
  let late: number[] = []

  const schedule = (answer: Answer) => {
    const slot = Math.max(at + 1, Math.min(Math.ceil(answer.dueAt), at + slots - 1))
    wheel[slot % slots]?.push(answer)
  }
  const fire = (answer: Answer, now: number) => {
    if (answer.socket.destroyed) return
    if (now < answer.dueAt) return schedule(answer)
    if (sent % 16 === 0) late.push(now - answer.dueAt)
    const sentAt = sharedNow()
    if (answer.next === 0) answer.socket.write(beginning)
    for (; answer.next < answer.count && answer.dueAt <= now; answer.next += 1) {
      answer.socket.write(tokenChunks[answer.next] ?? '')
      answer.times[answer.next] = sentAt
      answer.dueAt += answer.gapMs
      sent += 1
    }
    if (answer.next < answer.count) schedule(answer)
    else answer.socket.write(ending(answer.count))
  }
  const tick = () => {
    const now = sharedNow()
    for (const to = Math.floor(now); at < to; ) {
      at += 1
      const due = wheel[at % slots] ?? []
      if (due.length === 0) continue
      wheel[at % slots] = []
      for (const answer of due) fire(answer, now)
    }
    setTimeout(tick, 1)
  }
  tick()

  return {
    answer(socket, { count, rate, firstTokenMs, phaseMs }, times) {
      schedule({ socket, count, gapMs: 1_000 / rate, times, next: 0, dueAt: sharedNow() + firstTokenMs + phaseMs })
    },
    health() {
      const health = { lateP99Ms: quantile(late, 0.99) || 0 }
      late = []
      return health
    },
  }
}
