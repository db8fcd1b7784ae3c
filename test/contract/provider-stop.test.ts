import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { ask, subjects, within } from './provider-table.ts'

describe.each(subjects)('$name stops', ({ make }) => {
  let fake: FakeProvider
  beforeAll(async () => {
    fake = await startFakeProvider()
    fake.on(/^no headers/, () => {})
    fake.on(/^stall/, (call) => {
      call.text('so far')
      const timer = setInterval(() => call.keepAlive(), 20) // a stall behind keep-alives, which no timeout of an SDK sees
      return call.closed.finally(() => clearInterval(timer))
    })
    fake.on(/^unseen/, (call) => {
      call.open()
      return call.closed
    })
    fake.on(/^flood/, (call) => {
      const timer = setInterval(() => {
        for (let n = 0; n < 100; n += 1) call.text('flood ')
      }, 1)
      return call.closed.finally(() => clearInterval(timer))
    })
  })
  afterAll(() => fake.close())

  it.each(['no headers', 'stall'])(
    'at an abort when there are %s: the reason is thrown and the socket closed',
    async (prompt) => {
      const abort = new AbortController()
      const reason = new Error('enough')
      const answer = ask(make(fake), prompt, { signal: abort.signal })
      const call = await fake.waitForCall(prompt)
      abort.abort(reason)
      expect((await within(1_000, answer)).error).toBe(reason)
      await within(1_000, call.closed)
      expect(call.isAbandoned).toBe(true)
    },
  )

  it('at an abort in the middle of a flood, before the next event', async () => {
    const abort = new AbortController()
    const reason = { why: 'not even an Error' }
    let seen = 0
    const onEvent = () => {
      seen += 1
      if (seen === 10) abort.abort(reason)
    }
    const answer = await ask(make(fake), 'flood', { signal: abort.signal, onEvent })
    expect(answer.error).toBe(reason)
    expect(seen).toBe(10)
    await within(1_000, (await fake.waitForCall('flood')).closed)
  })

  it('before it has begun when the signal is aborted already', async () => {
    const answer = await ask(make(fake), 'never asked', { signal: AbortSignal.abort('early') })
    expect(answer.error).toBe('early')
    expect(fake.calls.some(({ prompt }) => prompt === 'never asked')).toBe(false)
  })

  const request = (text: string) => ({
    model: 'm',
    instructions: null,
    messages: [{ role: 'user' as const, text }],
    parameters: {},
    outputSchema: null,
  })

  it('when the loop is left before there is anything to see, but after it said that it has begun', async () => {
    const events = make(fake).stream(request('unseen'), { signal: new AbortController().signal })
    for await (const event of events) {
      expect(event).toEqual({ type: 'accepted' })
      break
    }
    await within(1_000, (await fake.waitForCall('unseen')).closed)
  })

  it('when the loop is left: the socket is closed', async () => {
    for await (const event of make(fake).stream(request('stall and leave'), { signal: new AbortController().signal })) {
      if (event.type === 'accepted') continue
      expect(event).toEqual({ type: 'text', text: 'so far' })
      break
    }
    const call = await fake.waitForCall('stall and leave')
    await within(1_000, call.closed)
    expect(call.isAbandoned).toBe(true)
  })

  it('reading when nobody takes what comes, so that memory stays bounded', async () => {
    const { promise: pressed, resolve: press } = Promise.withResolvers<void>()
    fake.on('slow reader', (call) => {
      const timer = setInterval(() => {
        call.text('x'.repeat(500_000))
        if (call.bufferedBytes > 20_000_000) press()
      }, 5)
      return call.closed.finally(() => clearInterval(timer))
    })
    const request = {
      model: 'm',
      instructions: null,
      messages: [{ role: 'user' as const, text: 'slow reader' }],
      parameters: {},
      outputSchema: null,
    }
    for await (const _ of make(fake).stream(request, { signal: new AbortController().signal })) {
      await within(10_000, pressed) // the fake can no longer get rid of its bytes: the socket is not being read
      break
    }
  })
})
