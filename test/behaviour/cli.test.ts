import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, lostWorkerLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { makeShare } from '../support/shares.ts'
import { startCli } from '../support/sluice-cli.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^paced/, paced(150, 150))
  fake.on(/^brief/, paced(3, 100))
  fake.on(/^by and by/, paced(3, 100, 2_000)) // who starts it is there to see it begin
  fake.on(/^endless/, (call) => call.text('so far'))
  fake.on(/^refused/, (call) => call.status(401))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: lostWorkerLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

type Start = { url?: string; stdin?: string | null }
const start = (args: readonly string[], { url = sluice.url, stdin = '' }: Start = {}) =>
  startCli(args, { env: { SLUICE_URL: url, SLUICE_TOKEN: token, SLUICE_MODEL: 'openai:fake-model' }, stdin })

async function run(args: readonly string[], options: Start = {}) {
  const cli = start(args, options)
  const code = await cli.ended()
  return { code, stdout: cli.stdout(), stderr: cli.stderr(), lines: () => cli.stdout().trimEnd().split('\n') }
}

const holding = (text: string): unknown => expect.stringContaining(text)

const newest = async (prompt: string) => {
  const query = '{ generations(first: 100) { edges { node { id prompt status } } } }'
  type Found = { generations: { edges: { node: { id: string; prompt: string; status: string } }[] } }
  const { edges } = (await sluice.api.query<Found>(query)).generations
  return edges.map(({ node }) => node).find((node) => node.prompt === prompt)
}

describe('run', () => {
  test('streams the text, byte for byte, and says nothing else', async () => {
    const cli = start(['run', 'paced'])
    await cli.sees('w10 ')
    expect(cli.stdout()).not.toContain('w149 ')
    expect(await cli.ended()).toBe(0)
    expect([cli.stdout(), cli.stderr()]).toEqual([pacedText(150), ''])
  })

  test('loses nothing on a bad line', async () => {
    const line = await startCuttingProxy(sluice.url)
    line.cutAfter([100, 700, 900, 1_500, 2_000, 400])
    try {
      expect(await run(['run', 'paced on a bad line'], { url: line.url })).toMatchObject({
        code: 0,
        stdout: pacedText(150),
      })
    } finally {
      await line.close()
    }
  })

  test('takes the prompt from a pipe, with or without "-", and from several words', async () => {
    for (const [args, stdin] of [
      [['run'], 'brief, piped'],
      [['run', '-'], 'brief, with a dash'],
      [['run', 'brief,', 'in', 'words'], 'and this is not read'],
    ] as const) {
      expect(await run(args, { stdin })).toMatchObject({ code: 0, stdout: pacedText(3) })
    }
    const prompts = fake.calls.map(({ prompt }) => prompt)
    expect(prompts).toEqual(expect.arrayContaining(['brief, piped', 'brief, with a dash', 'brief, in words']))
  })

  test('--verbose tells what goes on; --thread goes on with a thread', async () => {
    const first = await run(['run', 'by and by', '--verbose', '--label', 'mine'])
    expect(first.stdout).toBe(pacedText(3))
    for (const part of ['started ', 'openai:fake-model', 'writing', 'succeeded', 'tokens in, 3 out']) {
      expect(first.stderr).toContain(part)
    }
    const started = JSON.parse((await run(['run', 'brief second', '--json'])).lines()[0] ?? '') as { threadId: string }
    const second = await run(['run', 'brief third', '--json', '--thread', started.threadId])
    expect(JSON.parse(second.lines()[0] ?? '')).toMatchObject({ type: 'Started', threadId: started.threadId })
  })

  test('--json gives an object a line: Started, the events, and the Result', async () => {
    const { code, lines, stderr } = await run(['run', 'brief in JSON', '--json'])
    const objects = lines().map((line) => JSON.parse(line) as { type: string; text?: string })
    expect([code, stderr]).toEqual([0, ''])
    expect(objects[0]).toMatchObject({ type: 'Started' })
    expect(objects.map(({ type }) => type)).toContain('GenerationSucceeded')
    expect(objects.at(-1)).toMatchObject({
      type: 'Result',
      status: 'SUCCEEDED',
      text: pacedText(3),
      finishReason: 'STOP',
    })
  })

  test('without a model takes the first that the server offers', async () => {
    const cli = startCli(['run', 'Bread is baked. What is baked?', '--verbose', '--url', sluice.url, '--token', token])
    expect(await cli.ended()).toBe(0)
    expect(cli.stdout()).not.toBe('')
  })

  test('ends quietly when nobody reads it any more, and the generation goes on', async () => {
    const cli = start(['run', 'paced into a closed pipe'])
    await cli.sees('w5 ')
    cli.closeStdout()
    expect(await cli.ended()).toBe(141)
    const { id = '' } = (await newest('paced into a closed pipe')) ?? {}
    expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', text: pacedText(150) })
  })
})

describe('Ctrl-C', () => {
  test('once cancels, and keeps what was written', async () => {
    const cli = start(['run', 'endless, cancelled'])
    await cli.sees('so far')
    cli.signal('SIGINT')
    expect(await cli.ended()).toBe(3)
    expect(cli.stdout()).toBe('so far')
    expect(await newest('endless, cancelled')).toMatchObject({ status: 'CANCELLED' })
  })

  test('twice leaves without waiting, and names what goes on', async () => {
    const line = await startCuttingProxy(sluice.url)
    try {
      const cli = start(['run', 'endless, left'], { url: line.url })
      await cli.sees('so far')
      line.cut() // so that no cancel gets through
      cli.signal('SIGINT')
      await cli.sees('once more')
      cli.signal('SIGINT')
      expect(await cli.ended()).toBe(130)
      const { id = '', status } = (await newest('endless, left')) ?? {}
      expect(status).toBe('RUNNING')
      expect(cli.stderr()).toContain(`sluice watch ${id}`)
      await sluice.api.cancel(id)
    } finally {
      await line.close()
    }
  })

  test('while it waits for its prompt, and in watch, leaves', async () => {
    const id = await sluice.api.start({ model: 'openai:fake-model', prompt: 'endless, watched' })
    const cli = start(['watch', id])
    await cli.sees('so far')
    cli.signal('SIGINT')
    expect(await cli.ended()).toBe(130)
    expect(await sluice.api.generation(id)).toMatchObject({ status: 'RUNNING' })
    await sluice.api.cancel(id)

    const waiting = start(['run', '-', '--verbose'], { stdin: null })
    await waiting.sees('reading')
    waiting.signal('SIGINT')
    expect(await waiting.ended()).toBe(130)
  })
})

describe('exit codes', () => {
  test('1: failed or refused, with the reason', async () => {
    expect(await run(['run', 'refused'])).toMatchObject({ code: 1, stderr: holding('PROVIDER_AUTH') })
    expect(await run(['run', 'brief', '--model', 'none:such'])).toMatchObject({
      code: 1,
      stderr: holding('MODEL_UNAVAILABLE'),
    })
    for (const command of ['watch', 'cancel']) {
      expect(await run([command, 'nonsense'])).toMatchObject({ code: 1, stderr: holding('NOT_FOUND') })
    }
  })

  test('2: wrong usage, with advice', async () => {
    const wrong = [[], ['dance'], ['run'], ['run', ' '], ['watch'], ['cancel', 'a', 'b'], ['ls', 'x']]
    const options = [
      ['--nope'],
      ['ls', '--model', 'x'],
      ['ls', '--status', 'odd'],
      ['ls', '--first', '0'],
      ['ls', '--url', 'x'],
    ]
    for (const args of [...wrong, ...options]) {
      const { code, stdout, stderr } = await run(args)
      expect([code, stdout], args.join(' ')).toEqual([2, ''])
      expect(stderr).toMatch(/^sluice: .+ See: sluice --help\n$/)
    }
  })

  test('3: cancelled by somebody else', async () => {
    const cli = start(['run', 'endless, cancelled by another'])
    await cli.sees('so far')
    const { id = '' } = (await newest('endless, cancelled by another')) ?? {}
    expect(await run(['cancel', id])).toMatchObject({ code: 0 })
    expect(await cli.ended()).toBe(3)
    expect(cli.stderr()).toContain('cancelled')
    expect(await run(['cancel', id])).toMatchObject({ code: 0 })
  })

  test('4: interrupted; it has stood by through every death of the server', async () => {
    const cli = start(['run', 'endless, lost'])
    for (const n of [1, 2, 3]) {
      await fake.waitForCall('endless, lost', n, 30_000)
      const { id = '' } = (await newest('endless, lost')) ?? {}
      await until('it writes', async () => (await sluice.api.generation(id)).text === 'so far')
      await sluice.killWorker()
    }
    expect(await cli.ended()).toBe(4)
    expect(cli.stdout()).toBe('so far')
    expect(cli.stderr()).toContain('interrupted')
  })

  test('5: nobody there, or nobody who knows the token', async () => {
    const [nobody, stranger] = [
      await run(['ls'], { url: 'http://127.0.0.1:9' }),
      await run(['ls', '--json', '--token', 'x']),
    ]
    expect(nobody).toMatchObject({ code: 5, stderr: holding('SLUICE_URL') })
    expect(stranger).toMatchObject({ code: 5, stderr: holding('SLUICE_TOKEN') })
    expect(JSON.parse(stranger.stdout)).toMatchObject({ type: 'Error', code: 'UNAUTHENTICATED' })
  })
})

test('ls lists, watch shows from the beginning, cancel of what has ended says how', async () => {
  await run(['run', 'brief, to be listed', '--label', 'listed'])
  const { stdout } = await run(['ls', '--label', 'listed', '--status', 'succeeded,running'])
  expect(stdout).toMatch(/^\S+ {2}SUCCEEDED {4}\S+ {2}openai:fake-model {2}brief, to be listed\n$/)
  const { lines } = await run(['ls', '--label', 'listed', '--json'])
  const listed = lines().map((line) => JSON.parse(line) as { id: string })
  expect(listed).toMatchObject([{ status: 'SUCCEEDED', title: 'brief, to be listed' }])
  const id = listed[0]?.id ?? ''
  expect(await run(['watch', id])).toMatchObject({ code: 0, stdout: pacedText(3), stderr: '' })
  expect(await run(['cancel', id])).toMatchObject({ code: 0, stderr: holding('had ended before') })
  expect(await run(['ls', '--label', 'listed', '--status', 'failed'])).toMatchObject({ code: 0, stdout: '' })
})

test('watch --share follows a thread that somebody else has shared, without a token', async () => {
  const { generation } = await sluice.api.tryStart({ model: 'openai:fake-model', prompt: 'brief, and shared' })
  const { path } = await makeShare(sluice.api, generation?.thread.id ?? '')
  const watching = startCli(['watch', '--share', `${sluice.url}${path}`])
  expect(await watching.ended()).toBe(0)
  expect(watching.stdout()).toBe(pacedText(3))
  const wrong = startCli(['watch', '--share', `${sluice.url}/s#nonsense`])
  expect([await wrong.ended(), wrong.stderr()]).toEqual([1, holding('NOT_FOUND')])
})

test('help and version', async () => {
  const { code, stdout } = await run(['--help'])
  expect(code).toBe(0)
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110)
  expect(await run(['run', '--help'])).toMatchObject({ code: 0, stdout })
  expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
