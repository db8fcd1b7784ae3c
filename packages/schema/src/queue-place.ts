import type { RestartReason, WarningReason } from '@sluice/core/generation/event'
import type { QueuePlace as Place, WaitReason } from '@sluice/core/line/queue-place'
import { builder, type FieldsOf } from './builder.ts'
import { describe } from './generation-enums.ts'
import { plain } from './plain-field.ts'

/** One enum for all events: a field that several of them have is of one type. */
export const EventReason = builder.enumType('EventReason', {
  description: 'Why a warning was given, a generation begun anew, or what one waits for. More may be added.',
  values: describe<WarningReason | RestartReason | WaitReason>({
    RETRY: 'The provider failed before its first token, and is asked again.',
    FALLBACK: 'The provider keeps failing, and another model is asked.',
    STALL: 'Nothing has come from the provider for a while.',
    WORKER_LOST: 'The worker that ran it is gone.',
    DRAIN: 'The worker that ran it was shut down.',
    OWN_CAP: 'As many run as one person may have at work.',
    SPACE_CAP: 'As many run as its space may have at work.',
    MODEL_CAP: 'As many run as its model is asked at once.',
    PROVIDER_CAP: 'As many run as its provider is asked at once.',
    BACKGROUND_SHARE: 'Background work has its half of what may run.',
    BREAKER: 'The provider keeps failing, and is left alone for a while.',
    PROVIDER_PAUSED: 'The provider limits the rate of calls, and is left alone for as long as it asked.',
    SLOTS: 'As many run as all workers can take.',
    NO_WORKER: 'No worker is there that serves its provider.',
    TURN: 'Nothing is in the way: it starts in a moment.',
    PARENT: 'The generation that it refines goes on.',
    APPROVAL: 'A budget has no room for it: until an owner of its space says yes, or there is room.',
  }),
})

const texts = {
  position: 'Counted from 1 among all that wait for the same provider. Null while it is held: it has no place then.',
  ahead: 'How many of those are to start before it. Null while it is held.',
  etaMs:
    'About how long until it starts, in milliseconds, by what the model took lately. Null when that cannot be said.',
  reason: 'What it waits for.',
  running: 'How many run under the limit that it waits for. Null when it waits for none.',
  cap: 'How many may. Null when it waits for no limit.',
}

/** A place in line. */
export const QueuePlace = builder.objectRef<Place>('QueuePlace').implement({
  description: 'Where a queued generation stands, and what it waits for.',
  fields: (t) => placeFields(t, (place) => place),
})

/** The fields of a place, for whatever has one. */
export function placeFields<Parent>(t: FieldsOf<Parent>, placeOf: (parent: Parent) => Place) {
  const count = (name: 'position' | 'ahead' | 'etaMs' | 'running' | 'cap') =>
    t.int({ nullable: true, description: texts[name], ...plain, resolve: (parent) => placeOf(parent)[name] })
  return {
    position: count('position'),
    ahead: count('ahead'),
    etaMs: count('etaMs'),
    reason: t.field({
      type: EventReason,
      description: texts.reason,
      ...plain,
      resolve: (parent) => placeOf(parent).reason,
    }),
    running: count('running'),
    cap: count('cap'),
  }
}
