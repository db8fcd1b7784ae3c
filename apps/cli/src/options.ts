import { parseArgs } from 'node:util'
import { UsageError } from './exit-code.ts'

const everywhere = {
  url: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', short: 'v', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const

const everything = {
  ...everywhere,
  model: { type: 'string' },
  thread: { type: 'string' },
  instructions: { type: 'string' },
  label: { type: 'string', multiple: true },
  schema: { type: 'string' },
  status: { type: 'string' },
  first: { type: 'string' },
  share: { type: 'string' },
} as const

type OptionName = keyof typeof everything

/** Which options make sense for which command, beside those that do everywhere. */
const commands: Readonly<Record<string, readonly OptionName[]>> = {
  run: ['model', 'thread', 'instructions', 'label', 'schema'],
  ls: ['status', 'label', 'first'],
  watch: ['share'],
  cancel: [],
  check: [],
}

const names = Object.keys(commands).join(', ')

/** The command line, understood. */
export type Options = ReturnType<typeof parse>['values'] & {
  readonly command: string
  readonly words: readonly string[]
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: everything, allowPositionals: true })
}

/** Understands the command line. @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseOrExplain(args)
  const [command = '', ...words] = positionals
  if (values.help || values.version) return { ...values, command, words }
  if (command === '') throw new UsageError(`What is to be done? One of: ${names}.`)
  const allowed = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!allowed) throw new UsageError(`There is no command "${command}". There are: ${names}.`)
  const isAllowed = (name: string) => Object.hasOwn(everywhere, name) || allowed.some((each) => each === name)
  const stray = Object.keys(values).find((name) => !isAllowed(name))
  if (stray !== undefined) throw new UsageError(`--${stray} has no meaning for "sluice ${command}".`)
  return { ...values, command, words }
}

function parseOrExplain(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The one id that a command is about. @throws UsageError */
export function onlyId({ command, words }: Options): string {
  const [id] = words
  if (id === undefined || words.length > 1)
    throw new UsageError(`sluice ${command} takes one id; "sluice ls" has them.`)
  return id
}
