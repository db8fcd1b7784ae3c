import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

// What all peers in Node have in common.

const providerPort = Number(process.env['PROVIDER_PORT'])
/** Of the provider, for an SDK. */
export const providerUrl = `http://127.0.0.1:${providerPort}/v1`

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

/** What is asked of the provider. */
export const askFor = (prompt: string) => ({
  model: 'bench-model',
  stream: true as const,
  stream_options: { include_usage: true },
  messages: [{ role: 'user' as const, content: prompt }],
})

/** Asks the provider without an SDK. */
export function askProvider(prompt: string, onAnswer: (answer: IncomingMessage) => void): void {
  const headers = { 'content-type': 'application/json' }
  const path = '/v1/chat/completions'
  const asking = request({ port: providerPort, host: '127.0.0.1', path, method: 'POST', agent, headers }, onAnswer)
  asking.end(JSON.stringify(askFor(prompt)))
}

/** What a watcher asks for. */
export interface Asked {
  readonly id: string
  readonly prompt: string
  /** Whether others watch the same. */
  readonly isShared: boolean
}

/** Answers `GET /stream?id=…&prompt=…` until the benchmark ends it. */
export function serveStreams(onWatch: (response: ServerResponse, asked: Asked) => void): void {
  listen((message, response) => {
    const { searchParams } = new URL(message.url ?? '', 'http://bench')
    const [id, prompt] = [searchParams.get('id') ?? '', searchParams.get('prompt') ?? '']
    onWatch(response, { id, prompt, isShared: searchParams.has('shared') })
  })
}

/** Listens where the benchmark says. */
export function listen(onRequest: (message: IncomingMessage, response: ServerResponse) => void): void {
  createServer(onRequest).listen(Number(process.env['PORT']), '127.0.0.1', 4_096)
}

/** Begins a stream of events. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.flushHeaders()
}

/** Sends one event to all. */
export function sendEvent(watchers: Iterable<ServerResponse>, event: object): void {
  const frame = `data: ${JSON.stringify(event)}\n\n`
  for (const watcher of watchers) watcher.write(frame)
}
