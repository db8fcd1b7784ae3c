import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { collectedMark } from './collecting.ts'

// Loaded before a server: on SIGUSR2 it collects its garbage, with what V8 keeps for later, so that its resident memory is what it holds. It leaves a mark,
// and stands still for as long as it takes to look.

const stillMs = 200

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (how: object) => void
process.on('SIGUSR2', () => {
  collect({ execution: 'sync', type: 'major', flavor: 'last-resort' })
  writeFileSync(collectedMark(process.pid), '')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillMs)
})
