import type { Accessor } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { changedIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import type { Refusal } from '../graphql/outcome.ts'
import { createVisibility } from '../ui/visibility.ts'
import { type Annotations, loadAnnotations } from './refine-requests.ts'

/** What others say and change shows after this long at the latest; at once to whom `activity` tells of it, whose answer it is. */
const intervalMs = 20_000
/** Changes of one answer often come together. */
const settleMs = 200

/** What people have made of an answer, asked for while `isWanted`: once it has ended and is in sight. */
export function createAnnotations(id: string, isWanted: Accessor<boolean>) {
  const api = useApi()
  const isVisible = createVisibility()
  const isInSight = () => isWanted() && isVisible()
  const [state, setState] = createStore<{ annotations: Annotations | undefined }>({ annotations: undefined })
  const take = (annotations: Annotations) => setState('annotations', reconcile(annotations, { key: 'id' }))
  const poll = createPoll({
    round: async (signal) => {
      const annotations = await loadAnnotations(api, id)
      if (annotations && !signal.aborted) take(annotations)
    },
    intervalMs: () => intervalMs,
    isEnabled: () => isInSight() && !api.isSignedOut(),
  })
  useActivity().listen((event) => {
    // Out of sight there is time until it comes back: it is asked for then.
    if (isInSight() && changedIn(event).some((changed) => changed.id === id)) poll.refetchAfter(settleMs)
  })
  return {
    current: () => state.annotations,
    /** Shows what a change has led to, and asks for the rest. */
    take: (annotations: Annotations) => {
      take(annotations)
      void poll.refetch() // an older answer is not taken any more
    },
    refetch: poll.refetch,
    /** What somebody else has changed meanwhile is shown at once, for another decision. */
    catchUp: (refused: Refusal | null) => {
      if (refused?.code === 'REVISION_CONFLICT') void poll.refetch()
    },
  }
}

export type AnnotationsState = ReturnType<typeof createAnnotations>
