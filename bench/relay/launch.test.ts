import { expect, test } from 'vitest'
import { freePort } from '../../test/support/free-port.ts'
import { untilListening } from './launch.ts'

test('of a server that has ended nobody waits for its port: what it said last is the error', async () => {
  const ended = { hasEnded: () => true, output: () => "ModuleNotFoundError: No module named 'uvicorn'" }
  await expect(untilListening(ended, await freePort())).rejects.toThrow(
    "It did not start, it has ended: ModuleNotFoundError: No module named 'uvicorn'",
  )
})
