import type { ActivityEvent } from '@sluice/client'
import { createComponent } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ActivityContext, type ActivityFeed } from '../activity/create-activity.tsx'
import { inPage } from '../graphql/fake-page.ts'
import { createThread, type Thread } from './create-thread.ts'
import { fakeThread } from './fake-thread.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('window', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('what is told of a thread while it is on its way is on the page once that has come', async () => {
  const { there, rowOf, request } = fakeThread(['a'])
  const listeners: ((event: ActivityEvent) => void)[] = []
  const feed: ActivityFeed = {
    listen: (listener) => void listeners.push(listener),
    follow: () => () => {},
    isLost: () => false,
  }
  /** Of one that comes after the tree was read, the server tells before the tree is there. */
  const answering = (variables: Record<string, unknown>) => {
    const answer = request(variables)
    if (variables['last'] === 100 && there.length === 1) {
      there.push('b')
      const event = { __typename: 'GenerationChanged', generationId: 'b', generation: rowOf('b') }
      for (const listener of listeners) listener(event as unknown as ActivityEvent)
    }
    return answer
  }
  const made: { thread?: Thread } = {}
  inPage(answering, () =>
    createComponent(ActivityContext.Provider, {
      value: feed,
      get children() {
        made.thread = createThread('t')
        return null
      },
    }),
  )
  await vi.advanceTimersByTimeAsync(1_000)
  expect(made.thread?.entries().map(({ id }) => id)).toEqual(['a', 'b'])
  expect(
    made.thread
      ?.tree()
      .branch('a')
      .map(({ id }) => id),
  ).toEqual(['a', 'b'])
})
