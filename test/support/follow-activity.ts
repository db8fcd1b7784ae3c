import type { SeenEvent } from './api-client.ts'
import { type Subscriber, subscribe } from './subscribe.ts'

/** What tests look at of a generation in an activity stream. */
interface SeenGeneration {
  readonly id: string
  readonly status: string
  readonly phase: string | null
  readonly refinement: { readonly state: string } | null
}

/** An event of `activity`. */
export interface SeenActivity {
  readonly __typename: string
  readonly cursor: string
  readonly generations?: readonly SeenGeneration[]
  readonly more?: boolean
  readonly generationId?: string
  readonly generation?: SeenGeneration | null
  readonly event?: SeenEvent
  readonly code?: string
  readonly afterMs?: number
}

/** What is to be followed. */
export interface ActivityAsked {
  readonly open?: readonly { readonly id: string; readonly after?: string | null }[]
  readonly since?: string | null
}

const document = `subscription ($open: [Position!], $since: ActivityCursor) { activity(open: $open, since: $since) {
  __typename cursor
  ... on ActivitySnapshot { more generations { id status phase refinement { state } } }
  ... on GenerationChanged { generationId generation { id status phase refinement { state } } }
  ... on GenerationActivity { generationId event { __typename cursor seq
    ... on GenerationSnapshot { status phase text } ... on TextDelta { text } ... on StatusChanged { status phase } ... on QueueMoved { position } } }
  ... on PositionRefused { generationId code }
  ... on ActivityReconnect { afterMs } } }`

/** Follows one activity stream until it ends; leaving the loop closes the connection. @throws Refused */
export function followActivity(as: Subscriber, asked: ActivityAsked = {}): AsyncGenerator<SeenActivity> {
  return subscribe<SeenActivity>(as, document, { ...asked })
}

/** An activity stream read in the background. */
export interface Following extends AsyncDisposable {
  /** All that has come so far. */
  readonly seen: readonly SeenActivity[]
  /** The last that was said of a generation's status, by the snapshot or by a change. */
  statusOf(id: string): string | undefined
  /** The events of an open one. */
  eventsOf(id: string): SeenEvent[]
  /** The text that the events of an open one add up to. @throws Error on a gap or a double */
  textOf(id: string): string
  /** Where to go on from. */
  readonly cursor: string
}

/** Follows until disposed. */
export function following(as: Subscriber, asked: ActivityAsked = {}): Following {
  const seen: SeenActivity[] = []
  const leaving = new AbortController()
  const end = (async () => {
    for await (const event of followActivity({ ...as, signal: leaving.signal }, asked)) seen.push(event)
  })()
  end.catch(() => {})
  const eventsOf = (id: string) =>
    seen.flatMap(({ generationId, event }) => (generationId === id && event ? [event] : []))
  return {
    seen,
    eventsOf,
    statusOf: (id) => {
      const told = seen.flatMap(({ generations, generation }) => [
        ...(generations ?? []),
        ...(generation ? [generation] : []),
      ])
      return told.findLast((generation) => generation.id === id)?.status
    },
    textOf: (id) => foldText(eventsOf(id)),
    get cursor() {
      return seen.at(-1)?.cursor ?? ''
    },
    async [Symbol.asyncDispose]() {
      leaving.abort()
      await end.catch(() => {})
    },
  }
}

function foldText(events: readonly SeenEvent[]): string {
  let text = ''
  let seq: number | null = null
  for (const event of events) {
    if (event.__typename === 'QueueMoved') continue
    if (event.__typename === 'GenerationSnapshot') text = event.text ?? ''
    else if (seq !== null && event.seq !== seq + 1) throw new Error(`${event.seq} came after ${seq}`)
    else if (event.__typename === 'TextDelta') text += event.text ?? ''
    else if (event.__typename === 'Restarted') text = ''
    seq = event.seq
  }
  return text
}
