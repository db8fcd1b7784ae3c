import type { EventBody } from '../generation/event.ts'
import type { Claim, Ending, RunLog } from '../generation/run-log.ts'

/** A {@link RunLog} that keeps what runs write. */
export interface MemoryRunLog extends RunLog {
  /** All that was appended, in order. */
  readonly bodies: EventBody[]
  /** How runs let go; one each. */
  readonly endings: Ending[]
  /** Makes every append from now on ask its writer to wait; the returned function lets them go on. */
  hold(): () => void
}

/** An empty one, for one run. */
export function makeMemoryRunLog(): MemoryRunLog {
  const bodies: EventBody[] = []
  const endings: Ending[] = []
  let room: Promise<void> | undefined
  const written = () => bodies.map((body) => ('text' in body ? body.text : '')).join('')
  return {
    bodies,
    endings,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      room = promise
      return () => {
        room = undefined
        resolve()
      }
    },
    open: () => ({
      get written() {
        return { length: written().length, beginning: written() }
      },
      append(body) {
        bodies.push(body)
        return room
      },
      end: async (ending) => void endings.push(ending),
    }),
  }
}

/** A generation that was just taken from the line for the first time. */
export const someClaim: Claim = {
  id: 'g1',
  attempt: 1,
  head: 2,
  provider: 'fake',
  model: 'fake:model',
  requestedModel: 'fake:model',
  prompt: 'Why is the sky blue?',
  instructions: null,
  parameters: {},
  outputSchema: null,
  parentId: null,
  retries: 0,
  allowedModels: null,
}
