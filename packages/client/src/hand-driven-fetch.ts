import type { GenerationEvent } from './events.ts'

/** One request that a test answers by hand. */
export interface FakeCall {
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> }
  readonly headers: Headers
  /** True once the client has let go of the connection. */
  isReleased(): boolean
  /** Answers with a whole GraphQL result. */
  answer(result: object, status?: number): void
  /** Answers with anything else. */
  respond(response: Response): void
  /** Fails before any answer. */
  fail(): void
  /** Sends these events, opening the stream first. */
  send(...events: readonly object[]): void
  sendBytes(bytes: Uint8Array): void
  /** Ends the stream as if all were well. */
  close(): void
  /** Breaks the connection. */
  cut(): void
}

/** A `fetch` whose answers a test gives by hand. */
export interface HandDrivenFetch {
  readonly fetch: typeof globalThis.fetch
  readonly calls: readonly FakeCall[]
  /** The n-th call (from 0), as soon as it is there. */
  call(n: number): Promise<FakeCall>
}

const encoder = new TextEncoder()

/** Frames of `next`, as the server writes them. */
export function encodeEvents(events: readonly object[]): Uint8Array {
  const frames = events.map(
    (event) => `event: next\ndata: ${JSON.stringify({ data: { generationEvents: event } })}\n\n`,
  )
  return encoder.encode(frames.join(''))
}

/** A {@link HandDrivenFetch}. `script` answers each call, where the test does not do so itself. */
export function makeHandDrivenFetch(script: (call: FakeCall, n: number) => void = () => {}): HandDrivenFetch {
  const calls: FakeCall[] = []
  const waiting = new Map<number, (call: FakeCall) => void>()
  const fetch: typeof globalThis.fetch = (_, init) =>
    new Promise<Response>((resolve, reject) => {
      const call = makeCall(init ?? {}, resolve, reject)
      const n = calls.push(call) - 1
      waiting.get(n)?.(call)
      script(call, n)
    })
  const call = async (n: number) => calls[n] ?? (await new Promise<FakeCall>((resolve) => waiting.set(n, resolve)))
  return { fetch, calls, call }
}

function makeCall(
  init: RequestInit,
  resolve: (response: Response) => void,
  reject: (error: unknown) => void,
): FakeCall {
  let isReleased = false
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  const letGo = () => {
    isReleased = true
  }
  init.signal?.addEventListener('abort', () => {
    letGo()
    reject(init.signal?.reason)
    stream?.error(init.signal?.reason)
    stream = undefined
  })
  const open = () => {
    if (stream) return stream
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller
      },
      cancel: letGo,
    })
    resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    return stream
  }
  return {
    body: JSON.parse(init.body as string) as FakeCall['body'],
    headers: new Headers(init.headers),
    isReleased: () => isReleased,
    answer: (result, status = 200) =>
      resolve(new Response(JSON.stringify(result), { status, headers: { 'content-type': 'application/json' } })),
    respond: resolve,
    fail: () => reject(new TypeError('fetch failed')),
    send: (...events) => open()?.enqueue(encodeEvents(events)),
    sendBytes: (bytes) => open()?.enqueue(bytes),
    close: () => open()?.close(),
    cut: () => open()?.error(new TypeError('terminated')),
  }
}

const base = (seq: number) => ({ cursor: `c${seq}`, seq, at: '2026-01-01T00:00:00Z' })

/** Events as tests need them. */
export const say = {
  snapshot: (seq: number, text = ''): GenerationEvent => ({
    __typename: 'GenerationSnapshot',
    ...base(seq),
    status: 'RUNNING',
    phase: 'WRITING',
    text,
    thinking: '',
    usage: null,
  }),
  delta: (seq: number, text = `${seq} `): GenerationEvent => ({ __typename: 'TextDelta', ...base(seq), text }),
  restarted: (seq: number): GenerationEvent => ({ __typename: 'Restarted', ...base(seq), reason: 'WORKER_LOST' }),
  keepAlive: (seq: number): GenerationEvent => ({ __typename: 'KeepAlive', ...base(seq), head: `c${seq}` }),
  reconnect: (seq: number, afterMs: number): GenerationEvent => ({ __typename: 'Reconnect', ...base(seq), afterMs }),
  succeeded: (seq: number): GenerationEvent => ({
    __typename: 'GenerationSucceeded',
    ...base(seq),
    finishReason: 'STOP',
  }),
  failed: (seq: number): GenerationEvent => ({
    __typename: 'GenerationFailed',
    ...base(seq),
    code: 'PROVIDER_QUOTA',
    message: 'No credit is left.',
    retryable: false,
  }),
  cancelled: (seq: number): GenerationEvent => ({ __typename: 'GenerationCancelled', ...base(seq) }),
}
