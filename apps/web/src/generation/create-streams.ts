import { hasEnded } from '@sluice/client'
import { type Accessor, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { useActivity } from '../activity/create-activity.tsx'
import type { Entry } from './create-entry.ts'

/**
 * Follows the entries that go on, each from where it stands, and calls `onOver` when nothing more will come: it has ended,
 * or this person may not see it. Must be called within an owner; leaving ends the streams, not the generations.
 */
export function createStreams(entries: Accessor<readonly Entry[]>, onOver: (entry: Entry) => void) {
  const activity = useActivity()
  const stops = new Map<string, () => void>()

  const going = createMemo(() => entries().filter((entry) => !hasEnded(entry.status())), [], {
    equals: (a, b) => a.length === b.length && a.every((entry, index) => entry === b[index]),
  })
  const start = (entry: Entry) => {
    const { id, position, apply } = entry
    stops.set(id, activity.follow({ id, position, apply, refuse: () => onOver(entry) }))
  }
  const stop = (id: string) => {
    stops.get(id)?.()
    stops.delete(id)
  }

  createEffect(
    on(going, (now, before = []) => {
      for (const entry of before) {
        if (now.includes(entry)) continue
        stop(entry.id)
        onOver(entry)
      }
      for (const entry of now) if (!stops.has(entry.id)) start(entry)
    }),
  )
  onCleanup(() => {
    for (const id of stops.keys()) stop(id)
  })
}
