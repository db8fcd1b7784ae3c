import type { AppError } from '@sluice/core/app-error'

/** How often the rights of open streams are looked at; a stream ends within twice this after its right. */
const lookMs = 4_000

/** One stream's hold on its right. */
export interface FollowedRight extends Disposable {
  /** Aborts, with the refusal, once the right is gone. */
  readonly ended: AbortSignal
}

/** The rights by which streams are open in this process: a session, or the sight of a generation. One look covers all of them. */
export interface LiveRights<Right> {
  follow(right: Right): FollowedRight
  dispose(): void
}

/** What {@link createLiveRights} works with. */
export interface LiveRightsOptions<Right> {
  /** Two rights with one key are one. */
  readonly keyOf: (right: Right) => string
  /** The keys of those that still hold. */
  readonly findHeld: (rights: readonly Right[]) => Promise<ReadonlySet<string>>
  /** What a stream ends with when its right is gone. */
  readonly refusal: () => AppError
  readonly report: (fault: unknown) => void
}

/** None yet. While a look fails, streams go on: nothing new can be written either. */
export function createLiveRights<Right>(options: LiveRightsOptions<Right>): LiveRights<Right> {
  const { keyOf, findHeld, refusal, report } = options
  const live = new Map<string, { readonly right: Right; readonly controller: AbortController; streams: number }>()
  let isLooking = false

  const look = async () => {
    if (live.size === 0 || isLooking) return
    isLooking = true
    try {
      const looked = [...live]
      const held = await findHeld(looked.map(([, { right }]) => right))
      for (const [key, { controller }] of looked) {
        if (held.has(key)) continue
        live.delete(key)
        controller.abort(refusal())
      }
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look().catch(report), lookMs)
  timer.unref()

  return {
    follow(right) {
      const key = keyOf(right)
      const entry = live.get(key) ?? { right, controller: new AbortController(), streams: 0 }
      live.set(key, entry)
      entry.streams += 1
      return {
        ended: entry.controller.signal,
        [Symbol.dispose]() {
          entry.streams -= 1
          if (entry.streams === 0 && live.get(key) === entry) live.delete(key)
        },
      }
    },
    dispose: () => clearInterval(timer),
  }
}
