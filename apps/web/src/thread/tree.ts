/** A generation as the tree sees it. */
export type TreeNode = {
  readonly id: string
  /** What it goes on from; null at a root. */
  readonly parentId: string | null
  /** Set on what rewrites a passage of another generation: it is no turn of the conversation. */
  readonly refinementOf?: string | null
}

/** One step of the branch that is shown, and what stands beside it. */
export type Turn = {
  /** The same for all of its alternatives: what they go on from. */
  readonly key: string
  readonly id: string
  /** All that go on from the same, oldest first; the one shown is among them. */
  readonly alternatives: readonly string[]
}

/** Which child of a parent was looked at last; the key of roots is {@link rootKey}. */
export type Chosen = ReadonlyMap<string, string>

/** The key of the first turn. */
const rootKey = ''

/**
 * The tree of a thread, of which the older part may not have come yet. Children are always younger than their parent, so
 * whoever is there is there with all of their children.
 *
 * @param nodes - oldest first
 */
export function makeTree<Node extends TreeNode>(nodes: readonly Node[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const turns = nodes.filter(isTurn)
  const parentOf = (node: Node): string | null => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId)
    return parent && !isTurn(parent) ? parentOf(parent) : node.parentId
  }
  const children = Map.groupBy(turns, (node) => parentOf(node) ?? rootKey)
  const childrenOf = (key: string) => children.get(key) ?? []

  const upFrom = (id: string) => {
    const path: Node[] = []
    for (let node = byId.get(id); node; node = byId.get(parentOf(node) ?? rootKey)) path.unshift(node)
    return path
  }
  const downFrom = (id: string, chosen: Chosen) => {
    const path: Node[] = []
    for (let key = id; ; ) {
      const among = childrenOf(key)
      const next = among.find((child) => child.id === chosen.get(key)) ?? among.at(-1)
      if (!next) return path
      path.push(next)
      key = next.id
    }
  }
  const turnOf = (node: Node): Turn => {
    const key = parentOf(node) ?? rootKey
    return { key, id: node.id, alternatives: childrenOf(key).map(({ id }) => id) }
  }

  return {
    knows: (id: string) => byId.has(id),
    nodeOf: (id: string) => byId.get(id),
    /** The newest turn of all. */
    newest: turns.at(-1)?.id ?? null,
    /** The branch through `id`: up to its root, as far as that has come, and down to an end, by what was chosen or else the newest. */
    branch: (id: string, chosen: Chosen = new Map()): Turn[] => {
      const way = upFrom(id).filter(isTurn)
      const from = way.at(-1)
      return from ? [...way, ...downFrom(from.id, chosen)].map(turnOf) : []
    },
    /** What rewrites passages of `id`, oldest first. */
    refinementsOf: (id: string) => nodes.filter((node) => node.refinementOf === id).map((node) => node.id),
  }
}

const isTurn = (node: TreeNode) => (node.refinementOf ?? null) === null

/** Whether the branch begins where the thread does; else what is before it has not come yet. */
export const reachesRoot = (branch: readonly Turn[]) => branch[0]?.key === rootKey

/** The alternative `step` places further along, in a ring. */
export function beside({ id, alternatives }: Turn, step: number): string {
  const count = alternatives.length
  return alternatives[(alternatives.indexOf(id) + step + count) % count] ?? id
}
