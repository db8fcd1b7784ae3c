import { createRenderEffect, createRoot } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { createPart } from './create-part.ts'
import { makeLoader } from './make-loader.ts'

test('what did not come stays failed, and is drawn once, until it has come after all', async () => {
  const asked: PromiseWithResolvers<string>[] = []
  const loader = makeLoader(() => {
    const answer = Promise.withResolvers<string>()
    asked.push(answer)
    return answer.promise
  })
  const drawn: string[] = []
  const [part, dispose] = createRoot((dispose) => {
    const part = createPart(loader)
    createRenderEffect(() => drawn.push(part.hasFailed() ? 'failed' : (part.loaded() ?? 'nothing')))
    return [part, dispose] as const
  })
  asked[0]?.reject(new Error('no network'))
  await vi.waitFor(() => expect(part.hasFailed()).toBe(true))
  part.retry()
  part.retry()
  expect([asked.length, part.isBusy(), part.hasFailed()]).toEqual([2, true, true])
  asked[1]?.reject(new Error('no network yet'))
  await vi.waitFor(() => expect(part.isBusy()).toBe(false))
  part.retry()
  asked[2]?.resolve('part')
  await vi.waitFor(() => expect(part.hasFailed()).toBe(false))
  expect(drawn).toEqual(['nothing', 'failed', 'part'])
  dispose()
})
