import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy } from '../support/deployment.ts'
import { emptyScreen, show } from '../support/fold.ts'
import { sentences } from '../support/sentences.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '200' })
})
afterAll(() => sluice.stop())

test('it goes on when nobody watches, and a watcher who comes later sees all of it', async () => {
  const id = await sluice.api.start({ prompt: sentences(10) })
  const { text, status } = await sluice.api.ended(id)
  expect(status).toBe('SUCCEEDED')

  let screen = emptyScreen
  for await (const event of sluice.api.watch(id)) screen = show(screen, event)
  expect(screen).toMatchObject({ text, ended: 'GenerationSucceeded' })
})

test('a watcher who leaves midway does not stop it', async () => {
  const id = await sluice.api.start({ prompt: sentences(20) })
  for await (const event of sluice.api.watch(id)) if (event.__typename === 'TextDelta') break
  expect((await sluice.api.ended(id)).status).toBe('SUCCEEDED')
})

test('many watch at once and all see the same', async () => {
  const id = await sluice.api.start({ prompt: sentences(20) })
  const screens = await Promise.all(
    Array.from({ length: 10 }, async () => {
      let screen = emptyScreen
      for await (const event of sluice.api.watch(id)) screen = show(screen, event)
      return screen
    }),
  )
  const { text } = await sluice.api.generation(id)
  for (const screen of screens) expect(screen).toMatchObject({ text, ended: 'GenerationSucceeded' })
})
