import { randomInt } from 'node:crypto'
import { createClient, emptyView, fold, type GenerationView, hasEnded, isTerminal, isUnlogged } from '@sluice/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { sentences } from '../support/sentences.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '120', SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(() => sluice.stop())

/** Follows until all of these have ended, opening the others once the first event is there; answers what was shown in the end. */
async function followAll(url: string, ids: readonly string[]) {
  const views = new Map<string, GenerationView>()
  const activity = createClient({ url, token }).activity({ open: ids.slice(0, 1).map((id) => ({ id })) })
  const seqs = new Map<string, number>()
  let isOpened = false
  for await (const event of activity) {
    if (!isOpened) activity.setOpen(ids.map((id) => ({ id })))
    isOpened = true
    if (event.__typename !== 'GenerationActivity') continue
    const { generationId: id, event: inner } = event
    const view = views.get(id) ?? emptyView
    const last = seqs.get(id)
    // The end is said again to one who came when all was over.
    if (last !== undefined && !isUnlogged(inner) && !isTerminal(inner)) expect(inner.seq).toBe(last + 1)
    seqs.set(id, inner.seq)
    views.set(id, fold(view, inner))
    if (ids.every((each) => hasEnded(views.get(each)?.status ?? 'QUEUED'))) break
  }
  return views
}

test('many at once over a line that is cut again and again: each event once, each text whole', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => sluice.api.start({ prompt: sentences(8 + n) })))
  const line = await startCuttingProxy(sluice.url)
  const cuts = Array.from({ length: 10 }, () => randomInt(1, 12_000))
  line.cutAfter(cuts)
  try {
    const views = await followAll(line.url, ids)
    for (const id of ids) {
      const { text } = await sluice.api.generation(id)
      expect(views.get(id), `cut after ${cuts.join(', ')}`).toMatchObject({ text, status: 'SUCCEEDED' })
    }
  } finally {
    await line.close()
  }
})
