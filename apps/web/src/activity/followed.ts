import { type GenerationEvent, judge, type Opened, type Position } from '@sluice/client'

/** What was asked for is on its way for so long. */
const askingMs = 3_000

/** A generation that is on screen and goes on. */
export type Followed = {
  readonly id: string
  /** How far its events have come; null asks for a snapshot first. */
  position: () => Position | null
  apply: (event: GenerationEvent) => void
  /** The server does not open it: it is gone, or out of sight for this person. */
  refuse: () => void
}

const fromHere = ({ id, position }: Followed): Opened => ({ id, after: position() })
const asItStands = ({ id }: Followed): Opened => ({ id })

/** What this tab follows. `say` tells the leader what is wanted: those with a position from there on, the others as they go. */
export function makeFollowed(say: (open: readonly Opened[]) => void) {
  const followed = new Map<string, Followed>()
  const askedAt = new Map<string, number>()
  const sayEach = (wish: (one: Followed) => Opened) => say([...followed.values()].toReversed().map(wish))
  const askFor = (one: Followed) => {
    askedAt.set(one.id, Date.now())
    sayEach((other) => (other === one ? fromHere(other) : asItStands(other)))
  }
  return {
    /** To a leader who knows nothing yet. */
    sayAll: () => sayEach(fromHere),
    sayAgain: () => sayEach(asItStands),
    /** Follows one more. Answers how to stop. */
    add(one: Followed): () => void {
      followed.set(one.id, one)
      askFor(one)
      return () => {
        if (followed.get(one.id) !== one) return
        followed.delete(one.id)
        askedAt.delete(one.id)
        sayEach(asItStands)
      }
    },
    take(id: string, event: GenerationEvent) {
      const one = followed.get(id)
      if (!one) return
      const verdict = judge(event, one.position())
      if (verdict === 'take') one.apply(event)
      else if (verdict === 'gap' && Date.now() - (askedAt.get(id) ?? 0) > askingMs) askFor(one)
    },
    refuse: (id: string) => followed.get(id)?.refuse(),
  }
}
