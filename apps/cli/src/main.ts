#!/usr/bin/env node
import { createClient, SluiceError, type SluiceErrorCode } from '@sluice/client'
import manifest from '../package.json' with { type: 'json' }
import { checkCommand } from './check-line.ts'
import { type Command, cancelCommand, listCommand, runCommand, watchCommand } from './commands.ts'
import { exitCodeOfError, exitCodes, Left, UsageError } from './exit-code.ts'
import { help } from './help.ts'
import { type Options, parseOptions } from './options.ts'
import { makeOutput, type Output } from './output.ts'
import { serverAsked } from './server-asked.ts'

const commands: Readonly<Record<string, (command: Command) => Promise<number>>> = {
  run: runCommand,
  ls: listCommand,
  watch: watchCommand,
  cancel: cancelCommand,
  check: checkCommand,
}

const leaving = new AbortController()

/** Ctrl-C leaves, unless a command has something better to do with the first one. Answers how it says so. */
function listenForSignals(): Command['onInterrupt'] {
  let onFirst: (() => void) | null = null
  process.on('SIGINT', () => {
    const handler = onFirst ?? (() => leaving.abort(new Left(exitCodes.leftBySigint)))
    onFirst = null
    handler()
  })
  process.on('SIGTERM', () => leaving.abort(new Left(exitCodes.leftBySigterm)))
  return (handler) => {
    onFirst = handler
  }
}

async function execute(options: Options, output: Output): Promise<number> {
  const { share } = options
  const { url, token } = serverAsked(options, process.env)
  if (!URL.canParse(url)) throw new UsageError(`"${url}" is no address. It looks like http://127.0.0.1:4000.`)
  const client = createClient({ url, token, share })
  const command = commands[options.command]
  if (!command) throw new UsageError(`There is no command "${options.command}".`)
  return command({ client, url, output, options, signal: leaving.signal, onInterrupt: listenForSignals() })
}

const hints: Partial<Record<SluiceErrorCode, string>> = {
  UNREACHABLE: ' Where it is, --url or SLUICE_URL says.',
  BAD_ANSWER: ' Where the server is, --url or SLUICE_URL says.',
  BUDGET_EXCEEDED: ' An owner of the space, or whoever administers the server, can raise it.',
  UNAUTHENTICATED: ' The token comes from --token or SLUICE_TOKEN.',
}

async function explain(error: unknown, output: Output, isJson: boolean): Promise<void> {
  if (error instanceof Left) return
  if (error instanceof UsageError) return output.notice(`${error.message} See: sluice --help`)
  if (!(error instanceof SluiceError)) return output.notice(String(error))
  const { code, message } = error
  output.notice(`${code}: ${message}${hints[code] ?? ''}`)
  if (isJson) await output.json({ type: 'Error', code, message })
}

const args = process.argv.slice(2)
const isVerbose = args.includes('--verbose') || args.includes('-v')
const { stdout, stderr } = process
const output = makeOutput({ stdout, stderr, isVerbose, leaving })
try {
  const options = parseOptions(args)
  if (options.version) await output.text(`${manifest.version}\n`)
  else if (options.help) await output.text(help)
  else process.exitCode = await execute(options, output)
} catch (thrown) {
  const error: unknown = leaving.signal.aborted ? leaving.signal.reason : thrown
  process.exitCode = exitCodeOfError(error)
  await explain(error, output, args.includes('--json'))
}
