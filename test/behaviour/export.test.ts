import { afterAll, beforeAll, expect, test } from 'vitest'
import { token } from '../support/deployment.ts'
import { change, model, type SpacePeople, secretPlan, setUpSpace, share } from '../support/space-people.ts'

let people: SpacePeople
beforeAll(async () => {
  people = await setUpSpace()
})
afterAll(() => people.stop())

type Line = Readonly<Record<string, unknown>> & { readonly kind: string }

async function download(headers: Readonly<Record<string, string>>): Promise<Line[]> {
  const response = await fetch(`${people.sluice.url}/export`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toContain('attachment')
  const lines = (await response.text()).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Line)
}

test('everything that is one’s own comes as lines of JSON, and the last one says that it is whole', async () => {
  const { owner, begin, fake } = people
  const many = 12 // more than a page
  for (let n = 0; n < many; n++) fake.on(`number ${n}`, (call) => (call.text(`answer ${n}`), call.end()))
  const begun = await Promise.all(Array.from({ length: many }, (_, n) => begin(`number ${n}`)))
  for (const { id } of begun) await owner.ended(id)

  const lines = await download({ authorization: `Bearer ${token}` })
  const generations = lines.filter(({ kind }) => kind === 'generation')
  expect(new Map(generations.map(({ prompt, output }) => [prompt, output]))).toEqual(
    new Map(Array.from({ length: many }, (_, n) => [`number ${n}`, `answer ${n}`])),
  )
  expect(generations[0]).toMatchObject({ model, status: 'SUCCEEDED', attempts: [{ outcome: 'SUCCEEDED' }] })
  expect(lines.filter(({ kind }) => kind === 'thread')).toHaveLength(many)
  expect(lines[0]).toMatchObject({ kind: 'principal', name: 'one' })
  expect(lines.find(({ kind }) => kind === 'space')).toMatchObject({ role: 'OWNER' })
  expect(lines.find(({ kind, action }) => kind === 'deed' && action === 'EXPORTED')).toBeDefined()
  expect(lines.at(-1)).toEqual({ kind: 'end', lines: lines.length - 2 })
})

test('nothing of others is in it, whatever one sees of theirs, and nothing that is out of sight', async () => {
  const { owner, begin } = people
  const { api, cookie } = await people.letIn('Pat', 'PARTNER')
  const begun = await begin(secretPlan)
  await owner.ended(begun.id)
  await share(owner, begun.threadId, 'SPACE')
  const started = await api.tryStart({ model, prompt: 'asked by Pat', parentId: begun.id })
  expect(started.__typename).toBe('StartGenerationSuccess')

  await change(api, 'addComment', { generationId: begun.id, text: 'said by Pat', start: 0, end: 5, quote: 'Hello' })
  await change(api, 'giveFeedback', { id: begun.id, rating: 'DOWN', note: 'noted by Pat' })
  await change(owner, 'addComment', { generationId: begun.id, text: 'said by another' })

  const lines = await download({ cookie })
  const seen = JSON.stringify(lines)
  expect(seen).toContain('asked by Pat')
  expect(lines.filter(({ kind }) => kind === 'comment')).toMatchObject([
    { text: 'said by Pat', start: 0, end: 5, quote: 'Hello' },
  ])
  expect(lines.find(({ kind }) => kind === 'feedback')).toMatchObject({ rating: 'DOWN', note: 'noted by Pat' })
  expect(seen).not.toContain('Bluebird')
  await share(owner, begun.threadId, 'PRIVATE')
  expect(JSON.stringify(await download({ cookie }))).not.toMatch(/(?:asked|said|noted) by Pat/)
})

test('strangers get nothing', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { cookie: `sluice_session=${'x'.repeat(43)}` }]) {
    const response = await fetch(`${people.sluice.url}/export`, { headers })
    expect([response.status, await response.text()]).toEqual([401, 'Sign in first.\n'])
  }
})
