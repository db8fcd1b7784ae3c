import { existsSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from '../../test/support/until.ts'
import { sharedNow } from './clock.ts'
import { collectedMark } from './collecting.ts'
import type { LoadOptions } from './load.ts'
import { resultOf, type Seen } from './load-result.ts'
import { sampleMachine, sampleProcesses } from './processes.ts'
import { timesOf } from './send-times.ts'
import { promptFor, tokenLimit } from './tokens.ts'
import { fill, openWatcher, type Watcher } from './watcher.ts'

// A process: starts generations, watches them, checks every token, and prints what it has seen as a line of JSON.

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions
const { wire, generations, watchers, rate, ports, firstTokenMs, rampMs, settleMs, seconds, graceMs } = options
const run = `r${process.pid.toString(36)}${Date.now().toString(36)}`
/** For a garbage collection, in which all streams go on. */
const collectMs = 2_000
/** So long they go on after the window. */
const tailMs = 500 + (options.collectingPids.length > 0 ? collectMs : 0)
const count = Math.ceil((rate * (rampMs + settleMs + seconds * 1_000 + tailMs)) / 1_000)
if (count > tokenLimit)
  throw new Error(`${count} tokens in an answer are more than the ${tokenLimit} that the provider has`)

const open: Watcher[] = []
let failedStarts = 0
let startSample: string | null = null

const providerUrl = `http://127.0.0.1:${options.providerPort}`
await (await fetch(`${providerUrl}/health`)).json()
const beganAt = sharedNow()
const opening = openAll()
await untilMs(rampMs + settleMs + firstTokenMs)
const from = look()
const peak = watchResident()
await delay(seconds * 1_000)
const to = look()
const residentBytes = Math.max(peak(), to.target.residentBytes)
const heldBytes = await held()
await opening
await Promise.race([Promise.all(open.map(({ ended }) => ended)), delay(rampMs + tailMs + 1_000 / rate + graceMs)])
for (const watcher of open) watcher.cut()
const seen: Seen = {
  options,
  count,
  open,
  failedStarts,
  startSample,
  from,
  to,
  residentBytes,
  heldBytes,
  times: await timesOf(providerUrl, run),
  health: (await (await fetch(`${providerUrl}/health`)).json()) as Seen['health'],
}
console.log(JSON.stringify(resultOf(seen)))
process.exit(0)

async function openAll(): Promise<void> {
  const begun: Promise<void>[] = []
  for (let generation = 0; generation < generations; generation += 1) {
    await untilMs((generation * rampMs) / generations)
    begun.push(openOne(generation))
  }
  await Promise.all(begun)
}

async function openOne(generation: number): Promise<void> {
  const phaseMs = (Math.random() * 1_000) / rate
  const prompt = promptFor({ run, generation, count, rate, firstTokenMs, phaseMs })
  const askedAt = sharedNow()
  const id = await startOne({ id: `${run}-${generation}`, prompt }, portOf(generation))
  if (id === null) {
    failedStarts += watchers
    return
  }
  const { isStrict } = options
  for (let n = 1; n <= watchers; n += 1)
    open.push(
      openWatcher({
        wire,
        port: portOf(generation + n),
        asked: { id, prompt },
        generation,
        askedAt: askedAt + phaseMs,
        count,
        isStrict,
      }),
    )
}

/** @returns the id to watch; null when it was not started */
async function startOne(asked: { id: string; prompt: string }, port: number): Promise<string | null> {
  const { start } = wire
  if (!start) return asked.id
  let text = ''
  try {
    const headers = { ...wire.headers, 'content-type': 'application/json' }
    const body = fill(start.body, asked)
    const response = await fetch(`http://127.0.0.1:${port}${start.path}`, { method: 'POST', headers, body })
    text = await response.text()
    let answer: unknown = JSON.parse(text)
    for (const key of start.idPath) answer = (answer as Record<string, unknown> | undefined)?.[key]
    if (typeof answer === 'string') return answer
  } catch (error) {
    text ||= String(error)
  }
  startSample ??= text.slice(0, 600)
  return null
}

function portOf(n: number): number {
  return ports[n % ports.length] ?? 0
}

function look() {
  const [target, database, provider, client] = sampleProcesses([
    options.pids,
    options.databasePids,
    [options.providerPid],
    [process.pid],
  ])
  if (!target || !database || !provider || !client) throw new Error('no sample')
  const received = open.reduce((sum, { reader }) => sum + reader.received, 0)
  return { at: sharedNow(), target, database, harness: provider.cpu + client.cpu, machine: sampleMachine(), received }
}

function watchResident(): () => number {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, sampleProcesses([options.pids])[0]?.residentBytes ?? 0)
  }, 2_000)
  return () => {
    clearInterval(timer)
    return most
  }
}

/**
 * Resident memory of the target in bytes, right after a garbage collection where it can be asked for one. Tokens that are on their way wait for it.
 *
 * @throws Error where it has not collected in time, or streams had ended before
 */
async function held(): Promise<number> {
  const { pids, collectingPids } = options
  for (const pid of collectingPids) {
    rmSync(collectedMark(pid), { force: true })
    process.kill(pid, 'SIGUSR2')
  }
  const hasCollected = () => collectingPids.every((pid) => existsSync(collectedMark(pid)))
  await until('the target has collected its garbage', hasCollected, { timeoutMs: collectMs, everyMs: 5 })
  const bytes = sampleProcesses([pids])[0]?.residentBytes ?? 0
  for (const pid of collectingPids) rmSync(collectedMark(pid), { force: true })
  const ended = open.filter(({ reader }) => reader.isDone).length
  if (collectingPids.length > 0 && ended > 0) throw new Error(`${ended} streams had ended before memory was looked at`)
  return bytes
}

async function untilMs(ms: number): Promise<void> {
  const left = beganAt + ms - sharedNow()
  if (left > 1) await delay(left)
}
