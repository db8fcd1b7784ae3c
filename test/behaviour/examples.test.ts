import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'

let fake: FakeProvider
let sluice: Deployment
let line: CuttingProxy
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: paced(100, 150) })
  fake.on('refused', (call) => call.status(401))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: quietLeaseMs })
  line = await startCuttingProxy(sluice.url)
})
afterAll(async () => {
  await line.close()
  await sluice.stop()
  await fake.close()
})

const path = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
const isThere = (command: string) => spawnSync(command, ['--version']).status === 0

/** Runs an example on a line that is cut at these bytes. */
async function run(command: string, args: readonly string[], cuts: readonly number[] = []) {
  line.cutAfter(cuts)
  const env = {
    PATH: process.env['PATH'] ?? '',
    SLUICE_URL: line.url,
    SLUICE_TOKEN: token,
    SLUICE_MODEL: 'openai:fake-model',
  }
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk
    })
  }
  await once(child, 'close')
  return { code: child.exitCode, ...written }
}

const callsFor = (wanted: string) => fake.calls.filter(({ prompt }) => prompt === wanted).length

test.skipIf(!isThere('curl'))('curl.sh: events as they come, through drops', async () => {
  const prompt = 'Say "curl" and \\ in 100 words'
  const { code, stdout, stderr } = await run(path('curl.sh'), [prompt], [10, 2_000, 1_500, 300])
  expect(code, stderr).toBe(0)
  const events = stdout
    .trim()
    .split('\n')
    .map((data) => JSON.parse(data.replace(/^data: /, '')) as { data: { generationEvents: Seen } })
    .map(({ data }) => data.generationEvents)
  const text = events.reduce(
    (before, { __typename, text = '' }) => (__typename === 'GenerationSnapshot' ? text : before + text),
    '',
  )
  expect(text).toBe(pacedText(100))
  expect(events.at(-1)?.__typename).toBe('GenerationSucceeded')
  expect(callsFor(prompt)).toBe(1)
  expect((await run(path('curl.sh'), ['refused'])).code).toBe(1)
})

interface Seen {
  readonly __typename: string
  readonly text?: string
}

test.skipIf(!isThere('python3'))('python.py: the text, through drops, and one start', async () => {
  const { code, stdout, stderr } = await run('python3', [path('python.py'), 'python'], [10, 0, 2_000, 900, 1_500, 300])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe(pacedText(100))
  expect(callsFor('python')).toBe(1)
  expect(await run('python3', [path('python.py'), 'refused'])).toMatchObject({ code: 1, stdout: '' })
})

test('typescript.ts: watches, runs and starts many, through drops', async () => {
  const { code, stdout, stderr } = await run(process.execPath, [path('typescript.ts'), 'ts'], [10, 2_000, 900, 1_500])
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('SUCCEEDED, 100 tokens\n')
  expect(stdout).toContain(`Again, in ${pacedText(100).length} characters`)
  expect(stdout.match(/^started /gm)).toHaveLength(3)
  expect(callsFor('ts')).toBe(2)
})
