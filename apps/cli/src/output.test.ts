import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { expect, test } from 'vitest'
import { makeOutput } from './output.ts'

function makeStream(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY })
  return { stream: stream as unknown as WriteStream, written: () => String(stream.read() ?? '') }
}

function make({ isTerminal, isVerbose = false }: { isTerminal: boolean; isVerbose?: boolean }) {
  const stdout = makeStream(isTerminal)
  const stderr = makeStream(isTerminal)
  const leaving = new AbortController()
  const output = makeOutput({ stdout: stdout.stream, stderr: stderr.stream, isVerbose, leaving })
  return { output, stdout, stderr, leaving }
}

const nasty = 'a\u001b]52;c;ZXZpbA==\u0007\tb\r\nc\u009b2J'

test('on a terminal nothing that the model writes is a control character; in a pipe it comes byte for byte', async () => {
  const terminal = make({ isTerminal: true })
  await terminal.output.text(nasty)
  expect(terminal.stdout.written()).toBe('a\ufffd]52;c;ZXZpbA==\ufffd\tb\ufffd\nc\ufffd2J')
  const pipe = make({ isTerminal: false })
  await pipe.output.text(nasty)
  expect(pipe.stdout.written()).toBe(nasty)
})

test('status goes to terminals, or where it is asked for; notices go everywhere, on a line of their own', async () => {
  const seen = [make({ isTerminal: true }), make({ isTerminal: false }), make({ isTerminal: false, isVerbose: true })]
  const written = []
  for (const { output, stderr } of seen) {
    await output.text('half a line')
    output.status('status')
    output.notice('notice')
    written.push(stderr.written())
  }
  expect(written).toEqual([
    '\nsluice: status\nsluice: notice\n',
    'sluice: notice\n',
    'sluice: status\nsluice: notice\n',
  ])
})

test('waits for a reader that is slow, and no longer once this program is to end', async () => {
  const { output, stdout, leaving } = make({ isTerminal: false })
  const large = 'x'.repeat(100_000)
  const first = output.text(large)
  expect(stdout.written()).toBe(large)
  await first
  const second = output.text(large)
  leaving.abort(new Error('enough'))
  await second
  await expect(output.text('more')).rejects.toThrow('enough')
})
