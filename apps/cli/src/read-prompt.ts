import { addAbortSignal, type Readable } from 'node:stream'
import { UsageError } from './exit-code.ts'
import type { Output } from './output.ts'

/** More is no prompt; the server takes 20 MB at most. */
const limitBytes = 10_000_000

interface Reading {
  readonly output: Output
  readonly signal: AbortSignal
}

/** The prompt: the words given, or all of stdin when there are none, or "-". @throws UsageError, the signal's reason */
export async function readPrompt(words: readonly string[], { output, signal }: Reading): Promise<string> {
  const { stdin } = process
  if (words.length === 0 && stdin.isTTY) throw new UsageError('What is to be asked? Give a prompt, or pipe one in.')
  let prompt = words.join(' ')
  if (words.length === 0 || prompt === '-') {
    output.status('reading the prompt from stdin')
    prompt = await readAll(addAbortSignal(signal, stdin))
  }
  if (prompt.trim() === '') throw new UsageError('The prompt is empty.')
  return prompt
}

async function readAll(stdin: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limitBytes) throw new UsageError('The prompt is longer than 10 MB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
