/** Which tab leads. `serve` is called when this one begins to, with a signal that aborts when it does no more. */
export type Election = {
  isLeading: () => boolean
  /** Takes the lead from a tab that does not answer. */
  takeOver: () => void
  leave: () => void
}

export type Serve = (signal: AbortSignal) => void

const lockName = 'sluice.activity'

/** By a lock that the browser gives to one tab at a time, and to the next one as soon as that tab is gone. */
export function electByLock(locks: LockManager, serve: Serve): Election {
  const leaving = new AbortController()
  const left = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
  let waiting: AbortController | undefined
  let term: AbortController | undefined

  const stand = async (isTakeOver: boolean) => {
    const mine = new AbortController()
    waiting = mine
    let own: AbortController | undefined
    const hold = () => {
      if (leaving.signal.aborted) return
      own = new AbortController()
      term = own
      serve(own.signal)
      return left
    }
    try {
      await locks.request(lockName, isTakeOver ? { steal: true } : { signal: mine.signal }, hold)
    } catch {
      // Another tab has taken over, or this one waits no more.
    }
    own?.abort()
    if (term === own) term = undefined
    if (waiting === mine && !leaving.signal.aborted) void stand(false)
  }
  void stand(false)

  return {
    isLeading: () => term !== undefined,
    takeOver() {
      if (term || leaving.signal.aborted) return
      waiting?.abort()
      void stand(true)
    },
    leave() {
      leaving.abort()
      waiting?.abort()
      term?.abort()
      term = undefined
    },
  }
}

/**
 * Where the browser has no locks (a page over plain http from another host): each tab leads itself, but none that is out
 * of sight, since a browser has six connections for all of them.
 */
export function electBySight(sight: Sight, serve: Serve): Election {
  let term: AbortController | undefined
  const follow = (isVisible: boolean) => {
    if (isVisible === (term !== undefined)) return
    if (isVisible) {
      term = new AbortController()
      serve(term.signal)
    } else {
      term?.abort()
      term = undefined
    }
  }
  const unlisten = sight.listen(follow)
  follow(sight.isVisible())
  return {
    isLeading: () => term !== undefined,
    takeOver() {},
    leave() {
      unlisten()
      follow(false)
    },
  }
}

/** Whether somebody looks at this tab. */
export type Sight = {
  isVisible: () => boolean
  /** Answers how to stop. */
  listen: (listener: (isVisible: boolean) => void) => () => void
}
