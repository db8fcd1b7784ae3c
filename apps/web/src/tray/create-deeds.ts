import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { createStart } from '../composer/create-composer.ts'
import { loadGeneration } from '../generation/generation-requests.ts'
import { RequestError, useApi } from '../graphql/api.ts'
import { useInbox } from '../inbox/create-inbox.tsx'
import { createPanes } from '../panes/create-panes.ts'
import { loadRetryRequest } from '../thread/thread-requests.ts'
import { createArchiving, type Done } from './create-archiving.ts'
import type { Tray } from './create-tray.ts'
import type { RowDeeds } from './row-actions.tsx'
import type { TrayRow } from './tray-requests.ts'

/** The row that takes the focus when this one goes. */
function focusNeighbour() {
  const links = [...document.querySelectorAll<HTMLElement>('[data-tray-link]')]
  const row = document.activeElement?.closest('article')
  const index = links.findIndex((link) => row?.contains(link))
  if (index !== -1) (links[index + 1] ?? links[index - 1])?.focus()
}

/** What can be done with the rows of a tray, and what was done last. */
export function createDeeds(tray: Tray) {
  const api = useApi()
  const inbox = useInbox()
  const navigate = useNavigate()
  const panes = createPanes()
  const start = createStart()
  const [done, setDone] = createSignal<Done | null>(null)
  const setArchived = createArchiving({ tray, say: setDone })
  const [retrying, setRetrying] = createSignal<readonly string[]>([])

  const retry = async ({ id, thread }: TrayRow) => {
    if (retrying().includes(id)) return
    setRetrying((ids) => [...ids, id])
    try {
      const generation = await loadGeneration(api, id)
      if (!generation) return
      const outcome = await start(await loadRetryRequest(api, generation, thread.id))
      if ('refused' in outcome) return void setDone({ words: outcome.refused.message })
      tray.insert(outcome.started)
      await inbox.see(thread.id)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      setDone({ words: error.message })
    } finally {
      setRetrying((ids) => ids.filter((other) => other !== id))
      await tray.refetch()
    }
  }
  const deeds: RowDeeds = {
    archive(row) {
      focusNeighbour()
      void setArchived({ ...row }, !row.thread.isArchived)
    },
    openBeside: (row) => navigate(panes.addressWith(row.thread.id)),
    retry: (row) => void retry({ ...row }),
    isRetrying: (id) => retrying().includes(id),
    onStopped: () => void tray.refetch(),
  }
  return { deeds, done, say: setDone }
}
