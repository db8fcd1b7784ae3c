import { createMemo, createSignal } from 'solid-js'
import type { Api } from '../graphql/api.ts'
import { merge, type ThreadNode } from './nodes.ts'
import { loadTree } from './thread-requests.ts'
import { makeTree } from './tree.ts'

const pageSize = 100
/** So many come by themselves; what is older is asked for by the reader. */
const unaskedPages = 20

/** The tree of a thread, without its texts: newest first, page by page, until it is whole. */
export function createNodes(api: Api, threadId: string) {
  const [nodes, setNodes] = createSignal<readonly ThreadNode[]>([])
  /** Undefined until the first page has come, null once all have. */
  const [earlier, setEarlier] = createSignal<string | null>()
  const tree = createMemo(() => makeTree(nodes()))
  let loadedPages = 0
  const add = (added: readonly ThreadNode[]) => {
    if (added.length > 0) setNodes((known) => merge(known, added))
  }
  /** False when there is no such thread. */
  const loadPage = async (signal?: AbortSignal) => {
    const page = await loadTree(api, { id: threadId, last: pageSize, before: earlier() ?? null })
    if (signal?.aborted) return true
    if (!page) return false
    add(page.nodes)
    setEarlier(page.earlierCursor)
    loadedPages++
    return true
  }
  return {
    nodes,
    tree,
    add,
    isWhole: () => earlier() === null,
    /** Changes one that is known. */
    change: (id: string, { status, model }: Pick<ThreadNode, 'status' | 'model'>) => {
      const known = nodes().find((node) => node.id === id)
      if (known && (known.status !== status || known.model !== model)) add([{ ...known, status, model }])
    },
    loadPage,
    /** What comes without being asked for. */
    loadRest: async (signal: AbortSignal) => {
      for (let page = loadedPages; page < unaskedPages && earlier() !== null && !signal.aborted; page++) {
        if (!(await loadPage(signal))) return
      }
    },
  }
}
