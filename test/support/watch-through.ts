import { expect } from 'vitest'
import { type ApiClient, makeApiClient } from './api-client.ts'
import { makeShare } from './shares.ts'
import { model, type SpacePeople, share, watchBeside } from './space-people.ts'
import { until } from './until.ts'

/** By whose share, what else it says, and what the watcher's browser sends. */
interface Through {
  readonly maker?: ApiClient
  readonly more?: object
  readonly cookie?: string
}

/** Somebody watches one of the owner's that goes on, through a share of its thread. */
export async function watchThrough(
  people: SpacePeople,
  { maker = people.owner, more = {}, cookie = '' }: Through = {},
) {
  const { owner, spaceId, sluice } = people
  const { generation } = await owner.tryStart({ model, prompt: 'goes on', spaceId })
  const { id = '', thread } = generation ?? {}
  const threadId = thread?.id ?? ''
  await share(owner, threadId, 'SPACE')
  const made = await makeShare(maker, threadId, more)
  const stream = watchBeside(makeApiClient(sluice.url, { share: made.secret, cookie }), id)
  await until('a share is watched', () => stream.events.length > 0)
  return { id, threadId, shareId: made.share.id, ...stream }
}

type Watched = Awaited<ReturnType<typeof watchThrough>>

/** Takes the right away; answers what the stream then ends with, which it must within 10 s. */
export async function endAfter({ end }: Watched, take: () => Promise<unknown>): Promise<unknown> {
  await take()
  const takenAt = performance.now()
  const refusal = await end
  expect(performance.now() - takenAt).toBeLessThan(10_000)
  return refusal
}
