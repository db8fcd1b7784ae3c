import { fold, type GenerationEvent, type GenerationView } from '@sluice/client'
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { ActivityFeed } from '../activity/create-activity.tsx'
import { makeRateMeter } from '../generation/rate.ts'
import { lastLine } from './last-line.ts'

/** The server opens no more for one stream. */
const streamed = 20
/** Fast enough to look alive, slow enough to read. */
const showEveryMs = 200

/** What a running generation says at the moment. */
export type Live = Pick<GenerationView, 'phase' | 'status'> & {
  /** The last line that it has written, or thought. Empty while there is none. */
  line: string
  tokensPerSecond: number | null
}

const nothingYet: GenerationView = {
  position: null,
  place: null,
  notices: [],
  status: 'RUNNING',
  phase: null,
  usage: null,
  cost: null,
  finishReason: null,
  error: null,
  endedAt: null,
  text: '',
  thinking: '',
}

/** One generation as its events build it, shown now and then. */
function createLiveOne() {
  const meter = makeRateMeter()
  const [shown, setShown] = createSignal<Live>()
  let view = nothingYet
  let isDirty = false
  return {
    shown,
    position: () => view.position,
    apply(event: GenerationEvent) {
      if (event.__typename === 'TextDelta' || event.__typename === 'ThinkingDelta') {
        meter.add(event.text.length, performance.now())
      }
      view = fold(view, event)
      isDirty = true
    },
    show() {
      if (!isDirty) return
      isDirty = false
      const tokensPerSecond = meter.tokensPerSecond(performance.now())
      const { phase, status, text, thinking } = view
      setShown({ phase, status, line: lastLine(text) || lastLine(thinking), tokensPerSecond })
    },
  }
}

type LiveOne = ReturnType<typeof createLiveOne>

/** Follows the first 20 of `ids` through the browser's one stream, and tells of each what it says. */
export function createLive({ follow: open }: Pick<ActivityFeed, 'follow'>, ids: Accessor<readonly string[]>) {
  const followed = new Map<string, { one: LiveOne; stop: () => void }>()
  const [version, setVersion] = createSignal(0)

  const follow = (id: string) => {
    const one = createLiveOne()
    const refuse = () => {
      leave(id)
      setVersion((n) => n + 1)
    }
    const stop = open({ id, position: one.position, apply: one.apply, refuse })
    followed.set(id, { one, stop })
  }
  const leave = (id: string) => {
    followed.get(id)?.stop()
    followed.delete(id)
  }
  createEffect(
    on(ids, (now) => {
      const wanted = now.slice(0, streamed)
      for (const id of followed.keys()) if (!wanted.includes(id)) leave(id)
      for (const id of wanted) if (!followed.has(id)) follow(id)
      setVersion((n) => n + 1)
    }),
  )
  const timer = setInterval(() => {
    for (const { one } of followed.values()) one.show()
  }, showEveryMs)
  onCleanup(() => {
    clearInterval(timer)
    for (const id of followed.keys()) leave(id)
  })

  return (id: string): Live | undefined => {
    version()
    return followed.get(id)?.one.shown()
  }
}
