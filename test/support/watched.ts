import type { ApiClient, SeenEvent, StartInput } from './api-client.ts'
import { until } from './until.ts'

/** A generation that is watched in the background, and what its watcher has been sent so far. */
export interface Watched {
  readonly id: string
  readonly events: readonly SeenEvent[]
  /** Where it was told to stand. */
  readonly moves: readonly SeenEvent[]
  /** Waits until it was last told this much about its place, and answers all of that. */
  stands(place: Partial<SeenEvent>): Promise<SeenEvent>
}

/** Starts one and watches it until it ends or the signal aborts. */
export async function startAndWatch(api: ApiClient, input: StartInput, signal: AbortSignal): Promise<Watched> {
  const id = await api.start(input)
  const events: SeenEvent[] = []
  void (async () => {
    for await (const event of api.watch(id, { signal })) events.push(event)
  })().catch(() => {}) // whoever waits for an event says that it has not come
  const movesOf = () => events.filter(({ __typename }) => __typename === 'QueueMoved')
  return {
    id,
    events,
    get moves() {
      return movesOf()
    },
    async stands(place) {
      const facts = Object.entries(place) as [keyof SeenEvent, unknown][]
      const fits = (move?: SeenEvent) => move && facts.every(([fact, value]) => move[fact] === value) && move
      return until('the place', () => fits(movesOf().at(-1)), { timeoutMs: 10_000 }).catch(() => {
        throw new Error(`${input.prompt}: ${JSON.stringify(movesOf().at(-1))} instead of ${JSON.stringify(place)}`)
      })
    },
  }
}
