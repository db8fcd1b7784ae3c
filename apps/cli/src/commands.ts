import { type GenerationStatus, hasEnded, type SluiceClient } from '@sluice/client'
import { exitCodeOf, exitCodes, Left, UsageError } from './exit-code.ts'
import { follow } from './follow.ts'
import { type Options, onlyId } from './options.ts'
import { type Output, withoutControls } from './output.ts'
import { readPrompt } from './read-prompt.ts'
import { readSchema } from './read-schema.ts'

/** What a command works with. */
export interface Command {
  readonly client: SluiceClient
  /** Where the server is. */
  readonly url: string
  readonly output: Output
  readonly options: Options
  /** Aborts with Left when this program is to end. */
  readonly signal: AbortSignal
  /** Takes over Ctrl-C: called for the first one; the second leaves. */
  readonly onInterrupt: (handler: () => void) => void
}

/** Asks, and shows the answer. Ctrl-C cancels it. */
export async function runCommand({ client, output, options, signal, onInterrupt }: Command): Promise<number> {
  const { words, thread, instructions, label, schema, json } = options
  const outputSchema = schema === undefined ? undefined : await readSchema(schema)
  const prompt = await readPrompt(words, { output, signal })
  const model = options.model ?? process.env['SLUICE_MODEL'] ?? (await firstModel(client, signal))
  let cancel: (() => void) | null = null
  let isCancelWanted = false
  onInterrupt(() => {
    isCancelWanted = true
    output.notice('cancelling; Ctrl-C once more leaves without waiting')
    cancel?.()
  })
  const started = await client.start(
    { prompt, model, threadId: thread, instructions, labels: label, outputSchema },
    signal,
  )
  const { id } = started
  cancel = () => {
    client.cancel(id, signal).catch((error: unknown) => {
      if (!signal.aborted) output.notice(`not cancelled: ${String(error)}`)
    })
  }
  if (isCancelWanted) cancel()
  output.status(`started ${id} with ${model}`)
  if (json) await output.json({ type: 'Started', ...started })
  try {
    return await follow({ client, output, id, isJson: json, signal })
  } catch (error) {
    if (error instanceof Left) output.notice(`left; the generation goes on: sluice watch ${id}`)
    throw error
  }
}

async function firstModel(client: SluiceClient, signal: AbortSignal): Promise<string> {
  const providers = await client.models(signal)
  const id = providers.flatMap(({ isReachable, models }) => (isReachable ? models : []))[0]?.id
  if (id === undefined) throw new UsageError('The server offers no model by itself: say one with --model.')
  return id
}

/** Shows a generation from its beginning to its end; through a share, the last of its thread unless another is named. Ctrl-C leaves it alone. */
export async function watchCommand({ client, output, options, signal }: Command): Promise<number> {
  const isAnyShared = options.share !== undefined && options.words.length === 0
  const id = isAnyShared ? await lastShared(client, signal) : onlyId(options)
  await client.generation(id, signal) // a watch would wait for a server that is not there; a question does not
  return follow({ client, output, id, isJson: options.json, signal })
}

async function lastShared(client: SluiceClient, signal: AbortSignal): Promise<string> {
  const id = (await client.shared(signal)).generations.at(-1)?.id
  if (id === undefined) throw new UsageError('There is nothing in the shared thread yet.')
  return id
}

/** Stops a generation. Done when it has ended or will; another end than CANCELLED is told by the exit code. */
export async function cancelCommand({ client, output, options, signal }: Command): Promise<number> {
  const id = onlyId(options)
  const status = await client.cancel(id, signal)
  if (options.json) await output.json({ type: 'Cancelled', id, status })
  else output.status(hasEnded(status) ? status.toLowerCase() : 'told to stop')
  if (!hasEnded(status) || status === 'CANCELLED') return exitCodes.succeeded
  output.notice(`it had ended before: ${status.toLowerCase()}`)
  return exitCodeOf(status)
}

const statuses: readonly GenerationStatus[] = [
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
]

/** Lists generations, newest first. */
export async function listCommand({ client, output, options, signal }: Command): Promise<number> {
  const { status, label, first = '20', words, json } = options
  if (words.length > 0) throw new UsageError('sluice ls takes options only.')
  if (!/^\d{1,3}$/.test(first) || Number(first) < 1 || Number(first) > 100) throw new UsageError('--first is 1 to 100.')
  const wanted = status?.toUpperCase().split(',').map(toStatus)
  if (label && label.length > 1) throw new UsageError('sluice ls takes one --label.')
  const listing = { first: Number(first), ...(wanted && { status: wanted }), ...(label && { label: label[0] }) }
  const { items } = await client.generations(listing, signal)
  for (const item of items) {
    if (json) await output.json(item)
    else await output.text(row([item.id, item.status.padEnd(11), item.createdAt, item.model, item.title]))
  }
  return exitCodes.succeeded
}

const row = (cells: readonly string[]) => `${cells.map(withoutControls).join('  ')}\n`

function toStatus(name: string): GenerationStatus {
  const status = statuses.find((each) => each === name.trim())
  if (!status) throw new UsageError(`There is no status "${name}". There are: ${statuses.join(', ').toLowerCase()}.`)
  return status
}
