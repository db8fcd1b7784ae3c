import type { QueuePlace } from '../line/queue-place.ts'
import type { LoggedEvent } from './event.ts'
import type { GenerationStatus } from './status.ts'
import type { FollowedPlace, QueuePlaces } from './watch.ts'

/** Follows a place for as long as the watcher believes that the generation is queued. */
export interface PlaceFollower extends Disposable {
  /** The watcher knows the status. */
  note(status: GenerationStatus): void
  /** The watcher has seen this event. */
  see(event: LoggedEvent): void
  /** The place, if it is queued and has moved since it was last taken. */
  take(): QueuePlace | null
}

/** Calls `onMoved` when there is something to take. Asks for no place of one that is not queued. */
export function makePlaceFollower(places: QueuePlaces, id: string, onMoved: () => void): PlaceFollower {
  let followed: FollowedPlace | null = null
  const leave = () => {
    followed?.[Symbol.dispose]()
    followed = null
  }
  const note = (status: GenerationStatus) => {
    if (status === 'QUEUED') followed ??= places.follow(id, onMoved)
    else leave()
  }
  return {
    note,
    see({ body }) {
      if (body.kind === 'StatusChanged') note(body.status)
      else if (body.kind === 'Restarted') note('QUEUED')
    },
    take: () => followed?.take() ?? null,
    [Symbol.dispose]: leave,
  }
}
