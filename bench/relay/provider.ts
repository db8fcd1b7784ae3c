import { createServer, type Socket } from 'node:net'
import { head } from './provider-answer.ts'
import { startProviderClock } from './provider-clock.ts'
import { planIn, tokenLimit } from './tokens.ts'

// A process: a provider over OpenAI's Chat Completions that costs as little as possible. The plan of an answer stands in its prompt.
// GET /times?run=… answers when each token was sent: a line of JSON, then doubles; GET /health how the provider itself kept up.

interface Sent {
  /** The first part of the address that was asked (`r0` in `/r0/v1/…`): which replica asked. */
  readonly via: string
  readonly times: Float64Array
}

const keptRuns = 3
const runs = new Map<string, Map<number, Sent>>()
const clock = startProviderClock()

const server = createServer({ noDelay: true }, (socket) => {
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    for (let request = take(); request; request = take()) handle(socket, request)
  })
  const take = () => {
    const request = requestIn(text)
    if (request) text = text.slice(request.length)
    return request
  }
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : address)
})

interface Request {
  readonly method: string
  readonly path: string
  readonly body: string
  /** Of all of it. */
  readonly length: number
}

function requestIn(text: string): Request | null {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return null
  const head = text.slice(0, headEnd)
  const [method = '', path = ''] = head.split(' ', 2)
  const bodyFrom = headEnd + 4
  if (/transfer-encoding: *chunked/i.test(head)) {
    const end = text.indexOf('0\r\n\r\n', headEnd)
    return end === -1 ? null : { method, path, body: text.slice(bodyFrom, end), length: end + 5 }
  }
  const length = bodyFrom + Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  return text.length < length ? null : { method, path, body: text.slice(bodyFrom, length), length }
}

function handle(socket: Socket, { method, path, body }: Request): void {
  if (method === 'POST') return answer(socket, path, body)
  if (path.startsWith('/times')) return send(socket, 200, timesOf(/run=([^&]+)/.exec(path)?.[1] ?? ''))
  if (path.startsWith('/health')) return send(socket, 200, clock.health())
  if (path.endsWith('/v1/models'))
    return send(socket, 200, { object: 'list', data: [{ id: 'bench-model', object: 'model' }] })
  send(socket, 404, {})
}

function answer(socket: Socket, path: string, body: string): void {
  const plan = planIn(body)
  if (!plan || plan.count > tokenLimit)
    return send(socket, 400, { error: { message: 'no plan that I can follow in the prompt' } })
  const run = runs.get(plan.run) ?? new Map<number, Sent>()
  runs.set(plan.run, run)
  for (const old of [...runs.keys()].slice(0, -keptRuns)) runs.delete(old)
  const times = new Float64Array(plan.count)
  run.set(plan.generation, { via: path.split('/')[1] ?? '', times })
  socket.write(head)
  clock.answer(socket, plan, times)
}

function timesOf(name: string): Buffer {
  const run = [...(runs.get(name) ?? [])]
  const index = run.map(([generation, { via, times }]) => [generation, times.length, via])
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(index)}\n`),
    ...run.map(([, { times }]) => Buffer.from(times.buffer)),
  ])
}

function send(socket: Socket, status: number, content: object): void {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  const head = `HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`
  socket.write(Buffer.concat([Buffer.from(head), bytes]))
}
