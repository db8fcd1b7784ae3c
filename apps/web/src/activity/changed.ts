import type { ActivityEvent } from '@sluice/client'

/** A generation as a change tells of it: all but its texts. */
export type ChangedGeneration = Extract<ActivityEvent, { __typename: 'ActivitySnapshot' }>['generations'][number]

/** What an event says of generations, as they were when it was sent. */
export function changedIn(event: ActivityEvent): readonly ChangedGeneration[] {
  if (event.__typename === 'ActivitySnapshot') return event.generations
  return event.__typename === 'GenerationChanged' && event.generation ? [event.generation] : []
}

/** The same without copies that a fork made: lists hold none, and one is told of when somebody revises it or says something about it. */
export function workIn(event: ActivityEvent): readonly ChangedGeneration[] {
  return changedIn(event).filter(({ isCopy }) => !isCopy)
}
