import { emptyView, fold, type GenerationView, type SluiceClient } from '@sluice/client'
import { exitCodeOf } from './exit-code.ts'
import type { Output } from './output.ts'
import { endLine, statusLine } from './status-line.ts'
import { makeTextPrinter, type Printed } from './text-printer.ts'

/** What to follow, and how to show it. */
export interface Follow {
  readonly client: SluiceClient
  readonly output: Output
  readonly id: string
  readonly isJson: boolean
  readonly signal: AbortSignal
}

/** Shows a generation to its end; answers the exit code. @throws SluiceError, Left, the signal's reason */
export async function follow(options: Follow): Promise<number> {
  const view = options.isJson ? await followAsJson(options) : await followAsText(options)
  return exitCodeOf(view.status)
}

async function followAsJson({ client, output, id, signal }: Follow): Promise<GenerationView> {
  let view = emptyView
  for await (const event of client.watch(id, { signal })) {
    view = fold(view, event)
    const { __typename: type, ...rest } = event
    await output.json({ type, ...rest })
  }
  const { status, text, finishReason, error, usage, cost } = await client.generation(id, signal)
  await output.json({ type: 'Result', id, status, text, finishReason, error, usage, cost })
  return view
}

async function followAsText({ client, output, id, signal }: Follow): Promise<GenerationView> {
  const printer = makeTextPrinter()
  const print = async ({ write, isAnew }: Printed) => {
    if (isAnew) output.notice('what was written above is lost with its worker; the text begins anew')
    await output.text(isAnew && write !== '' ? `\n\n${write}` : write)
  }
  let view = emptyView
  let last: string | null = null
  const onConnection = (isConnected: boolean) => {
    if (!isConnected && !signal.aborted && view.endedAt === null) output.status('connection lost; coming back')
  }
  for await (const event of client.watch(id, { signal, onConnection })) {
    view = fold(view, event)
    const line = statusLine(event)
    if (line !== null && line !== last) output.status(line)
    last = line ?? last
    await print(printer.show(view.text))
  }
  await print(printer.finish(view.text))
  if (output.isTerminal && !view.text.endsWith('\n')) await output.text('\n')
  const line = endLine(await client.generation(id, signal))
  if (view.status === 'SUCCEEDED') output.status(line)
  else output.notice(line)
  return view
}
