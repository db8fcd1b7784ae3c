import { createSignal, onCleanup } from 'solid-js'
import { createEntry, type Entry } from '../generation/create-entry.ts'
import { loadGeneration } from '../generation/generation-requests.ts'
import type { GenerationWithOutput } from '../generation/view.ts'
import type { Api } from '../graphql/api.ts'
import type { createNodes } from './create-nodes.ts'
import { nextBatch } from './nodes.ts'
import { loadThread } from './thread-requests.ts'

const pageSize = 20

type ThreadPage = NonNullable<Awaited<ReturnType<typeof loadThread>>>

type EntriesOptions = {
  threadId: string
  nodes: Tree
  /** Something did not come: it is to be asked for again with `loadMissed`. */
  onMissed: () => void
}

type Tree = Pick<ReturnType<typeof createNodes>, 'add' | 'nodes'>

/** What has come. */
function createArrived(api: Api, nodes: Tree) {
  const [entries, setEntries] = createSignal<ReadonlyMap<string, Entry>>(new Map())
  onCleanup(() => {
    for (const entry of entries().values()) entry.dispose()
  })
  const take = (rows: readonly GenerationWithOutput[]) => {
    const fresh = rows.filter(({ id }) => !entries().has(id))
    if (fresh.length > 0)
      setEntries(new Map([...entries(), ...fresh.map((row) => [row.id, createEntry(row)] as const)]))
  }
  return {
    entries,
    /** What a page brings beside what was asked for may be new: it takes its place in the tree, too, where nobody would look for it again. */
    addPage: (page: ThreadPage | null) => {
      take(page?.generations ?? [])
      nodes.add(page?.nodes ?? [])
    },
    loadOne: async (id: string) => {
      const row = await loadGeneration(api, id)
      if (row) take([row])
      return row
    },
  }
}

/** The generations of a thread whose texts have come, each once. */
export function createEntries(api: Api, { threadId, nodes, onMissed }: EntriesOptions) {
  const { entries, addPage, loadOne } = createArrived(api, nodes)
  const onTheirWay = new Map<string, Promise<void>>()
  /** What was asked for and did not come. */
  const missed = new Set<string>()

  const missing = (ids: readonly string[]) => new Set(ids.filter((id) => !entries().has(id) && !onTheirWay.has(id)))
  const loadMissing = async (wanted: Set<string>) => {
    while (wanted.size > 0) {
      const batch = nextBatch(nodes.nodes(), wanted, pageSize)
      if (!batch) return
      if ('id' in batch) await loadOne(batch.id)
      else addPage(await loadThread(api, { id: threadId, ...batch }))
      const newest = nodes.nodes().findLast(({ id }) => wanted.has(id))?.id ?? ''
      // Newer ones may have come meanwhile, so that the page held them instead; and what is gone is not asked for again.
      if (!('id' in batch) && !entries().has(newest)) await loadOne(newest)
      wanted.delete(newest)
      for (const id of wanted) if (entries().has(id)) wanted.delete(id)
    }
  }

  const load = async (ids: readonly string[]) => {
    const wanted = missing(ids)
    const loading = loadMissing(new Set(wanted))
      .catch((error: unknown) => {
        for (const id of wanted) missed.add(id)
        throw error
      })
      .finally(() => {
        for (const id of wanted) onTheirWay.delete(id)
      })
    for (const id of wanted) onTheirWay.set(id, loading)
    await Promise.all(ids.flatMap((id) => onTheirWay.get(id) ?? []))
  }

  return {
    entries,
    addPage,
    loadOne,
    /** Waits until those of `ids` that can be had are there. Throws what `request` throws. */
    load: (ids: readonly string[]) =>
      load(ids).catch((error: unknown) => {
        onMissed()
        throw error
      }),
    hasMissed: () => missed.size > 0,
    /** Asks again for what did not come. Throws what `request` throws. */
    loadMissed: () => {
      const ids = [...missed]
      missed.clear()
      return load(ids)
    },
  }
}
