/** What is known of an event without its text. */
export type TimedEvent = {
  __typename: string
  at: string
  status?: string
  phase?: string | null
}

/** One stretch of a generation's life. `name` is a phase, else a status that is not running. */
export type PhaseTime = { name: string; ms: number }

const terminal: ReadonlySet<string> = new Set([
  'GenerationSucceeded',
  'GenerationFailed',
  'GenerationCancelled',
  'GenerationInterrupted',
])

/** What began with an event; null when it changes nothing. */
function nameAfter({ __typename, status, phase }: TimedEvent): string | null {
  if (__typename === 'Restarted') return 'QUEUED'
  if (__typename !== 'StatusChanged' || status === undefined) return null
  return status === 'RUNNING' ? (phase ?? 'STARTING') : status
}

/** Where the time went, in order, by a generation's events; what goes on is counted until `now`. */
export function phaseTimes(events: readonly TimedEvent[], now: number): PhaseTime[] {
  const times: PhaseTime[] = []
  let current: { name: string; since: number } | null = null
  const close = (at: number) => {
    if (!current) return
    const ms = Math.max(0, at - current.since)
    const last = times.at(-1)
    if (last?.name === current.name) last.ms += ms
    else times.push({ name: current.name, ms })
  }
  for (const event of events) {
    const at = Date.parse(event.at)
    const isOver = terminal.has(event.__typename)
    const name = nameAfter(event)
    if (name === null && !isOver) continue
    close(at)
    current = name === null ? null : { name, since: at }
    if (isOver) break
  }
  close(now)
  return times
}
