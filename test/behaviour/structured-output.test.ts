import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@sluice/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { startCli } from '../support/sluice-cli.ts'

const model = 'openai:fake-model'
const outputSchema = {
  type: 'object',
  properties: { city: { type: 'string' }, people: { type: 'integer' } },
  required: ['city', 'people'],
  additionalProperties: false,
}

interface Town {
  readonly city: string
  readonly people: number
}

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on('a town', (call) => {
    for (const part of ['{"city": "Kö', 'ln", "peo', 'ple": 1087353}']) call.text(part)
    call.end()
  })
  fake.on('no number', (call) => {
    call.text('{"city": "Köln", "people": "many"}')
    call.end()
  })
  fake.on('cut off', (call) => {
    call.text('{"city": "Kö')
    call.end('LENGTH')
  })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const client = () => createClient({ url: sluice.url, token })

test('the output is JSON of the schema, on the generation and in the hands of a service', async () => {
  const { id, text, json } = await client().run<Town>({ model, prompt: 'a town', outputSchema })
  expect(json).toEqual({ city: 'Köln', people: 1_087_353 })
  expect(text).toBe('{"city": "Köln", "people": 1087353}')
  expect(await client().generation(id)).toMatchObject({ status: 'SUCCEEDED', text, json, outputSchema })
  const [call] = fake.calls.filter(({ prompt }) => prompt === 'a town')
  expect(JSON.stringify(call?.request)).toContain(JSON.stringify(outputSchema))
})

test.each([
  ['no number', /people/],
  ['cut off', /maxOutputTokens/],
])('%s: it fails with OUTPUT_INVALID, says why, and what was written is kept', async (prompt, why) => {
  const failed: unknown = await client()
    .run({ model, prompt, outputSchema })
    .catch((error: unknown) => error)
  expect(failed).toMatchObject({ name: 'NotSucceeded', status: 'FAILED', code: 'OUTPUT_INVALID', retryable: true })
  const { generationId, text, message } = failed as { generationId: string; text: string; message: string }
  expect(message).toMatch(why)
  expect(await client().generation(generationId)).toMatchObject({ text, json: null, error: { code: 'OUTPUT_INVALID' } })
  expect(text).toMatch(/^\{"city"/)
  // It was paid for and is not paid for twice: nobody asks again by themselves.
  expect(fake.calls.filter((call) => call.prompt === prompt)).toHaveLength(1)
})

test('without a schema nothing is checked, and there is no json', async () => {
  const { id, json } = await client().run({ model, prompt: 'no number' })
  expect(json).toBeNull()
  expect(await client().generation(id)).toMatchObject({ json: null, outputSchema: null })
})

describe('a start is refused', () => {
  test.each([
    ['with a misspelt type', { type: 'strnig' }],
    ['with a reference to elsewhere', { $ref: 'https://example.com/town.json' }],
    ['with a pattern that is none', { type: 'string', pattern: '(' }],
    ['with what no database can hold', { title: 'a\u0000b' }],
  ])('%s', async (_, schema) => {
    const started = client().start({ model, prompt: 'a town', outputSchema: schema })
    await expect(started).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'outputSchema' })
  })

  test('with another schema under the same key', async () => {
    const input = { model, prompt: 'a town', idempotencyKey: 'one key' }
    const { id } = await client().start({ ...input, outputSchema })
    expect(await client().start({ ...input, outputSchema })).toMatchObject({ id })
    const other = client().start({ ...input, outputSchema: { type: 'object' } })
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  })
})

test('the builtin model says that it cannot', async () => {
  const asked = client().run({ model: 'builtin:extract', prompt: 'One sentence.', outputSchema })
  await expect(asked).rejects.toMatchObject({ code: 'PROVIDER_REJECTED', retryable: false })
})

test('sluice run --schema', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-schema-'))
  const write = (name: string, content: string) => {
    writeFileSync(join(directory, name), content)
    return join(directory, name)
  }
  const run = async (prompt: string, path: string) => {
    const env = { SLUICE_URL: sluice.url, SLUICE_TOKEN: token, SLUICE_MODEL: model }
    const cli = startCli(['run', prompt, '--schema', path], { env })
    return { code: await cli.ended(), stdout: cli.stdout(), stderr: cli.stderr() }
  }
  const schema = write('town.json', JSON.stringify(outputSchema))
  const { code, stdout } = await run('a town', schema)
  expect([code, JSON.parse(stdout)]).toEqual([0, { city: 'Köln', people: 1_087_353 }])
  const failed = await run('no number', schema)
  expect(failed.code).toBe(1)
  expect(failed.stderr).toContain('OUTPUT_INVALID')
  for (const path of [write('list.json', '[]'), write('broken.json', '{'), join(directory, 'missing.json')]) {
    expect(await run('a town', path)).toMatchObject({ code: 2, stdout: '' })
  }
})
