import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { afterEach, expect, test } from 'vitest'
import type { SignedIn } from '../auth/viewer.ts'
import { handleExport } from './export.ts'

const viewer: Viewer = { id: 'ada', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes: new Set(['READ']) }
/** Things of somebody who has no end of them. */
const page = Array.from({ length: 5 }, (_, n) => ({ id: `${n}`, line: `{"n":${n}}` }))
const database = { query: async () => page } as unknown as Sql

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Serves exports to whoever is signed in by this; a right ends when its controller aborts. */
async function serve(by: SignedIn['by']) {
  const right = { ...Promise.withResolvers<void>(), controller: new AbortController(), isHeld: false }
  const follow = () => {
    right.isHeld = true
    const release = () => {
      right.isHeld = false
      right.resolve()
    }
    return { ended: right.controller.signal, [Symbol.dispose]: release }
  }
  const live = { follow, dispose: () => {} }
  const none = { follow: () => expect.unreachable(), dispose: () => {} }
  const rights = by?.kind === 'token' ? { sessions: none, tokens: live } : { sessions: live, tokens: none }
  const options = { database, findViewer: async () => ({ viewer, by }), addressOf: () => null, rights }
  const faults: unknown[] = []
  const server = createServer((request, response) => {
    void handleExport(options, request, response).catch((fault: unknown) => faults.push(fault))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, right, faults }
}

test.each(['session', 'token'] as const)(
  'an export breaks off, without its last line, when its %s ends',
  async (kind) => {
    const { url, right, faults } = await serve({ kind, key: 'k' })
    const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('"kind":"principal"')
    expect(right.isHeld).toBe(true)
    right.controller.abort(new Error('You have been signed out.'))
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow('terminated')
    await right.promise
    expect([right.isHeld, faults]).toEqual([false, []])
  },
)

test('whoever leaves lets go of the right', async () => {
  const { url, right, faults } = await serve({ kind: 'session', key: 'k' })
  const response = await fetch(url)
  await response.body?.cancel()
  await right.promise
  expect(faults).toEqual([])
})
