import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded before a server: on SIGUSR2 it collects its garbage and gives back what V8 keeps for later, so that its resident memory is what it holds.

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (how: object) => void
process.on('SIGUSR2', () => collect({ execution: 'sync', type: 'major', flavor: 'last-resort' }))
