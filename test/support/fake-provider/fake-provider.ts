import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { type Dialect, dialects } from './dialect.ts'
import { type FakeCall, HttpCall, type Script } from './fake-call.ts'

/** A provider for tests: a real server that speaks three protocols and fails in every way one asks for. */
export interface FakeProvider {
  /** For OPENAI_BASE_URL, and as the address of a named provider. */
  readonly openaiBaseUrl: string
  /** For ANTHROPIC_BASE_URL. */
  readonly anthropicBaseUrl: string
  /** For OLLAMA_HOST. */
  readonly ollamaHost: string
  /** All calls for an answer, oldest first. */
  readonly calls: readonly FakeCall[]
  /** What scripts threw; a test that cares asserts that it is empty. */
  readonly faults: readonly unknown[]
  /** Plays `script` for calls whose last user message matches: equal to a string, or matched by a pattern. The latest registered wins. */
  on(matcher: string | RegExp, script: Script): void
  /** Plays `script` for requests for the list of models, in place of a list of two. */
  onModels(script: Script): void
  /** The n-th matching call, as soon as there is one; rejects after `timeoutMs`. Default: the first, 10,000. */
  waitForCall(matcher: string | RegExp, n?: number, timeoutMs?: number): Promise<FakeCall>
  /** Stops listening and destroys all sockets. */
  close(): Promise<void>
}

/** What unmatched calls are answered with. */
export const defaultAnswer = 'Hello from the fake provider.'

interface Waiter {
  readonly matcher: string | RegExp
  readonly n: number
  resolve(call: FakeCall): void
}

/** Starts a fake provider on a free port of 127.0.0.1, or on the one given. `fallback` answers what no matcher fits. */
export async function startFakeProvider({
  port = 0,
  fallback = sayHello,
}: {
  port?: number
  fallback?: Script
} = {}): Promise<FakeProvider> {
  const record = makeRecord()
  const faults: unknown[] = []
  const scripts: { matcher: string | RegExp; script: Script }[] = []
  let modelsScript: Script | null = null

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const path = req.url?.replace(/\?.*/, '') ?? ''
    const dialect = dialectOf(path)
    const isList = path.endsWith('/models')
    if (!dialect) return void res.writeHead(404).end()
    const call = new HttpCall(dialect, await readJson(req), { req, res })
    if (isList) return modelsScript ? modelsScript(call) : call.status(200, { body: modelList })
    record.add(call)
    await (scripts.findLast(({ matcher }) => matches(matcher, call.prompt))?.script ?? fallback)(call)
  }

  const { base, close } = await listen(port, (req, res) => {
    handle(req, res).catch((fault: unknown) => {
      faults.push(fault)
      res.destroy()
    })
  })

  return {
    openaiBaseUrl: `${base}/openai/v1`,
    anthropicBaseUrl: `${base}/anthropic`,
    ollamaHost: base,
    calls: record.calls,
    faults,
    on: (matcher, script) => void scripts.push({ matcher, script }),
    onModels: (script) => {
      modelsScript = script
    },
    waitForCall: record.waitForCall,
    close,
  }
}

/** The calls so far, and those who wait for one. */
function makeRecord(): Pick<FakeProvider, 'calls' | 'waitForCall'> & { add(call: FakeCall): void } {
  const calls: FakeCall[] = []
  const waiters = new Set<Waiter>()
  const find = ({ matcher, n }: Pick<Waiter, 'matcher' | 'n'>) =>
    calls.filter(({ prompt }) => matches(matcher, prompt))[n - 1]
  return {
    calls,
    add: (call) => {
      calls.push(call)
      for (const waiter of waiters) {
        const found = find(waiter)
        if (found) waiter.resolve(found)
      }
    },
    waitForCall: (matcher, n = 1, timeoutMs = 10_000) => {
      const { promise, resolve, reject } = Promise.withResolvers<FakeCall>()
      const waiter: Waiter = { matcher, n, resolve }
      const found = find(waiter)
      if (found) return Promise.resolve(found)
      const error = new Error(`no call ${n} that matches ${matcher} within ${timeoutMs} ms; ${calls.length} in all`)
      const timer = setTimeout(() => reject(error), timeoutMs)
      waiters.add(waiter)
      return promise.finally(() => {
        clearTimeout(timer)
        waiters.delete(waiter)
      })
    },
  }
}

async function listen(port: number, listener: http.RequestListener): Promise<{ base: string; close(): Promise<void> }> {
  const server = http.createServer(listener)
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { base: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`, close }
}

/** The default script: an orderly answer in word deltas, with usage. */
function sayHello(call: FakeCall): void {
  const words = defaultAnswer.match(/\S+\s*/g) ?? []
  call.usage({ inputTokens: 10, outputTokens: words.length })
  for (const word of words) call.text(word)
  call.end()
}

const modelList = {
  object: 'list',
  data: ['fake-model', 'fake-model-large'].map((id) => ({
    id,
    object: 'model',
    type: 'model',
    display_name: id,
    created: 0,
    owned_by: 'fake',
  })),
  has_more: false,
}

function dialectOf(path: string): Dialect | null {
  if (path.startsWith('/anthropic/')) return dialects.messages
  if (path.endsWith('/responses')) return dialects.responses
  return /\/(?:chat\/completions|models)$/.test(path) ? dialects.chat : null
}

function matches(matcher: string | RegExp, prompt: string): boolean {
  return typeof matcher === 'string'
    ? matcher === prompt
    : new RegExp(matcher.source, matcher.flags.replace(/[gy]/g, '')).test(prompt)
}

async function readJson(req: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = []
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
