import { parentPort, workerData } from 'node:worker_threads'
import { Validator } from '@cfworker/json-schema'
import type { OutputToCheck } from './check-output.ts'

// A thread for one check: `check-output.ts` ends it when it takes too long.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is windows' postMessage
parentPort?.postMessage(findFault(workerData as OutputToCheck))

/** Why the text is not JSON of the schema; null when it is. */
function findFault({ schema, text }: OutputToCheck): string | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return `It cannot be parsed: ${error instanceof Error ? error.message.slice(0, 200) : 'no JSON'}.`
  }
  const { valid, errors } = new Validator({ ...schema }, '2020-12').validate(value)
  if (valid) return null
  const [last] = errors.slice(-1) // the first ones only say which parent the fault is in
  return last ? `At ${last.instanceLocation}: ${last.error.slice(0, 300).replace(/\.?$/, '.')}` : 'It does not fit.'
}
