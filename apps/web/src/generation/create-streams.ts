import { type Accessor, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { WatchRefused } from '../graphql/watch-generation.ts'
import type { Entry } from './create-entry.ts'
import { hasEnded } from './fold.ts'
import { loadGeneration, watchInBrowser } from './generation-requests.ts'
import { chooseStreams } from './stream-budget.ts'

/**
 * Streams as many of the entries as the budget allows, each from where it stands. Returns whether an entry is streamed
 * now, so that polls leave it alone. Must be called within an owner; leaving ends the streams, not the generations.
 */
export function createStreams(entries: Accessor<readonly Entry[]>, isVisible: Accessor<boolean>) {
  const api = useApi()
  const streams = new Map<string, AbortController>()

  const chosen = createMemo(
    () => {
      const candidates = entries().map((entry) => ({
        id: entry.id,
        createdAt: entry.row().createdAt,
        hasEnded: hasEnded(entry.view().status),
      }))
      return chooseStreams(candidates, isVisible())
    },
    [],
    { equals: (a, b) => a.join() === b.join() },
  )

  const follow = async (entry: Entry, signal: AbortSignal) => {
    const watch = { id: entry.id, from: entry.view().position, signal, onConnection: entry.setConnected }
    entry.setConnected(false)
    try {
      for await (const event of watchInBrowser(api, watch)) entry.apply(event)
    } catch (error) {
      if (error instanceof WatchRefused && error.code === 'UNAUTHENTICATED') api.reportSignedOut()
    }
    entry.setConnected(true)
    if (signal.aborted) return
    // Ended, or out of sight for this person: the row knows usage, cost and attempts.
    const row = await loadGeneration(api, entry.id).catch(() => null)
    if (row && !signal.aborted) entry.load(row)
  }

  const start = async (id: string) => {
    const entry = entries().find((candidate) => candidate.id === id)
    if (!entry) return
    const controller = new AbortController()
    streams.set(id, controller)
    await follow(entry, controller.signal)
    if (streams.get(id) === controller) streams.delete(id)
  }

  createEffect(
    on(chosen, (ids) => {
      for (const [id, controller] of streams) {
        // One that has ended finishes by itself; its terminal event is what took it off the list.
        const entry = entries().find((candidate) => candidate.id === id)
        if (ids.includes(id) || (entry && hasEnded(entry.view().status))) continue
        controller.abort()
        streams.delete(id)
      }
      for (const id of ids) if (!streams.has(id)) void start(id)
    }),
  )

  onCleanup(() => {
    for (const controller of streams.values()) controller.abort()
  })

  return (id: string) => streams.has(id) && chosen().includes(id)
}
