import { hasEnded } from '@sluice/client'
import { batch, createEffect, createMemo, createSignal } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { createGrowth } from './create-growth.ts'
import type { LeafMemory } from './create-leaf.ts'
import { createPath } from './create-path.ts'
import type { Thread } from './create-thread.ts'
import { reachesRoot, type Turn } from './tree.ts'
import { type Bounds, boundsOf, type Stretch, stretchOf } from './window.ts'

/** So many turns are on the page at first, and come with each look further. */
const stretchSize = 12
const moreSize = 8

const isThere = <Thing>(thing: Thing | undefined): thing is Thing => thing !== undefined
const sameBounds = (a: Bounds | undefined, b: Bounds) => a?.from === b.from && a.to === b.to

/** The branch of a thread that its viewer looks at, the stretch of it that is on the page, and the way to others. */
export function createBranch(thread: Thread, memory: LeafMemory) {
  const { turns, ahead, choose } = createPath(thread, memory)
  const [stretch, setStretch] = createSignal<Stretch>({ first: null, last: null })
  const bounds = createMemo(() => boundsOf(turns(), stretch(), stretchSize), undefined, { equals: sameBounds })
  const shown = createMemo(() => turns().slice(bounds().from, bounds().to))
  const turnOf = createMemo(() => new Map(turns().map((turn) => [turn.key, turn])))
  const load = (some: readonly Turn[]) => thread.load(some.map(({ id }) => id))
  // The end as well: what a follow-up goes on from is named.
  createEffect(() => void load([...shown(), ...turns().slice(-1)]).catch(() => {}))

  const growth = createGrowth({
    turns,
    bounds,
    load: thread.load,
    set: (grown) => setStretch(stretchOf(turns(), grown)),
  })
  /**
   * Another alternative, with what goes on from it. Its text is there before the one before it goes. One that cannot be had
   * now is left to those who tell of it: whoever has just started it must not hear that this failed, and start it again.
   */
  const show = async (id: string) => {
    if (!thread.tree().knows(id)) await thread.join(id).catch(() => {})
    if (!thread.tree().knows(id)) return
    const at = ahead(id).findIndex((turn) => turn.id === id)
    await load(ahead(id).slice(at, at + moreSize)).catch(() => {})
    const way = ahead(id)
    const first = shown()[0]?.key
    const held = bounds().to >= at ? way.findIndex(({ key }) => key === first) : -1
    batch(() => {
      choose(way)
      setStretch(stretchOf(way, { from: held === -1 ? at - moreSize : held, to: at + stretchSize }))
    })
  }

  return {
    turns,
    shown,
    show,
    turnOf: (key: string) => turnOf().get(key),
    isAtBeginning: () => bounds().from === 0 && (reachesRoot(turns()) || thread.isTreeWhole()),
    isAtEnd: () => bounds().to === turns().length,
    showEarlier: async () => {
      if (bounds().from === 0 && !thread.isTreeWhole()) await thread.loadEarlier()
      await growth.up(moreSize)
    },
    showLater: () => growth.down(moreSize),
    showEnd: () => {
      const to = turns().length
      const from = bounds().to === to ? bounds().from : to - stretchSize
      setStretch(stretchOf(turns(), { from, to }))
    },
    ...createReading(thread, { turns, shown, load }),
  }
}

type Read = {
  turns: () => readonly Turn[]
  shown: () => readonly Turn[]
  load: (some: readonly Turn[]) => Promise<void>
}

/** What a branch has in it. */
function createReading(thread: Thread, { turns, shown, load }: Read) {
  const entriesOf = (ids: readonly string[]): readonly Entry[] => ids.map(thread.entryOf).filter(isThere)
  return {
    nodes: () =>
      turns()
        .map(({ id }) => thread.tree().nodeOf(id))
        .filter(isThere),
    /** Whether all of it is known, from its beginning on. A thread that has nothing has a branch that has nothing. */
    isWhole: () =>
      reachesRoot(turns()) || (thread.isTreeWhole() && (turns().length > 0 || thread.tree().newest === null)),
    /** Whether something of it that is on the page goes on. */
    isActive: () => entriesOf(shown().map(({ id }) => id)).some((entry) => !hasEnded(entry.status())),
    wantAlternatives: (turn: Turn) => void thread.load(turn.alternatives).catch(() => {}),
    /** Those alternatives of a turn whose texts are there. */
    alternativesOf: (turn: Turn) => entriesOf(turn.alternatives),
    /** All of the branch with its texts, for those who take it away. Throws what `request` throws. */
    loadWhole: async () => {
      while (!thread.isTreeWhole() && !reachesRoot(turns())) await thread.loadEarlier()
      await load(turns())
      return entriesOf(turns().map(({ id }) => id))
    },
  }
}

export type Branch = ReturnType<typeof createBranch>
