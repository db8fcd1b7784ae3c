import type { ActivityEvent } from '@sluice/client'
import { createComponent } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ActivityContext, type ActivityFeed } from '../activity/create-activity.tsx'
import { inPage } from '../graphql/fake-page.ts'
import { createAnnotations } from './create-annotations.ts'

const makeTab = () => Object.assign(new EventTarget(), { visibilityState: 'visible' })
let tab = makeTab()

function show(visibilityState: 'visible' | 'hidden') {
  tab.visibilityState = visibilityState
  tab.dispatchEvent(new Event('visibilitychange'))
}
beforeEach(() => {
  vi.useFakeTimers()
  tab = makeTab()
  vi.stubGlobal('document', tab)
  vi.stubGlobal('window', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** An answer whose annotations are wanted, how often they were asked for, and how its change is told. */
function openAnswer() {
  let asked = 0
  const listeners: ((event: ActivityEvent) => void)[] = []
  const feed: ActivityFeed = {
    listen: (listener) => void listeners.push(listener),
    follow: () => () => {},
    isLost: () => false,
  }
  inPage(
    () => {
      asked += 1
      return { generation: null }
    },
    () =>
      createComponent(ActivityContext.Provider, {
        value: feed,
        get children() {
          createAnnotations('a', () => true)
          return null
        },
      }),
  )
  const change = { __typename: 'GenerationChanged', generation: { id: 'a' } } as unknown as ActivityEvent
  return {
    asked: () => asked,
    tell: () => {
      for (const listener of listeners) listener(change)
    },
  }
}

test('what has changed is asked for a moment after it was told', async () => {
  const { asked, tell } = openAnswer()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked()).toBe(1)
  tell()
  tell()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked()).toBe(2)
})

test('in a tab out of sight it is asked for when that is in sight again', async () => {
  const { asked, tell } = openAnswer()
  await vi.advanceTimersByTimeAsync(1_000)
  show('hidden')
  tell()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toBe(1)
  show('visible')
  expect(asked()).toBe(2)
})
