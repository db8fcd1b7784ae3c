import type { FakeCall, Script } from './fake-call.ts'

interface Runner {
  readonly call: FakeCall
  readonly tokens: number
  readonly intervalMs: number
  readonly startAt: number
  sent: number
  done(): void
}

/** One timer for all paced answers of the process: hundreds of timers of their own would cost more than the answers. */
const tickMs = 5
const runners = new Set<Runner>()
let timer: NodeJS.Timeout | null = null

/** How {@link paced} answers. */
export interface Pace {
  readonly tokens: number
  /** Infinity for all at once. */
  readonly tokensPerSecond: number
  /** Until the first token. Default: 0. */
  readonly firstTokenMs?: number
}

/** The n-th token of every paced answer, counted from 0. */
function pacedToken(n: number): string {
  return `w${n} `
}

/** The whole text of a paced answer. */
export function pacedText(tokens: number): string {
  return Array.from({ length: tokens }, (_, n) => pacedToken(n)).join('')
}

/** A script that answers with so many tokens at an even pace, by an absolute schedule, and ends with usage. */
export function paced(tokens: number, tokensPerSecond: number, firstTokenMs = 0): Script {
  return (call) => play(call, { tokens, tokensPerSecond, firstTokenMs })
}

/**
 * A script that looks for a plan in the prompt, such as `{"tokens":200,"rate":40,"ttft":500}`, and answers as it says;
 * what is missing is 200 tokens, 40 a second, at once.
 */
export const planned: Script = (call) => {
  const plan = readPlan(call.prompt)
  return play(call, {
    tokens: plan['tokens'] ?? 200,
    tokensPerSecond: plan['rate'] ?? 40,
    firstTokenMs: plan['ttft'] ?? 0,
  })
}

async function play(call: FakeCall, { tokens, tokensPerSecond, firstTokenMs = 0 }: Pace): Promise<void> {
  call.usage({ inputTokens: Math.ceil(call.prompt.length / 4), outputTokens: tokens })
  call.open()
  await new Promise<void>((done) => {
    runners.add({
      call,
      tokens,
      intervalMs: 1000 / tokensPerSecond,
      startAt: performance.now() + firstTokenMs,
      sent: 0,
      done,
    })
    timer ??= setInterval(tick, tickMs)
  })
  if (!call.isClosed) call.end()
}

function tick(): void {
  const now = performance.now()
  for (const runner of runners) {
    const { call, tokens, intervalMs, startAt } = runner
    const due =
      now < startAt ? 0 : Math.min(tokens, intervalMs === 0 ? tokens : Math.floor((now - startAt) / intervalMs) + 1)
    let frames = ''
    for (; runner.sent < due; runner.sent += 1) frames += call.frame(pacedToken(runner.sent))
    call.raw(frames)
    if (runner.sent < tokens && !call.isClosed) continue
    runners.delete(runner)
    runner.done()
  }
  if (runners.size > 0 || !timer) return
  clearInterval(timer)
  timer = null
}

function readPlan(prompt: string): Readonly<Record<string, number | undefined>> {
  const text = /\{[^{}]*\}/.exec(prompt)?.[0]
  if (!text) return {}
  try {
    return JSON.parse(text) as Record<string, number | undefined>
  } catch {
    return {} // braces that are no plan
  }
}
