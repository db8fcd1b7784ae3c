import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess } from '../../scripts/run-process.ts'
import { freePort } from '../../test/support/free-port.ts'
import { collectingArguments } from './collecting.ts'
import { fastApiRoot, prepareFastApi } from './fastapi.ts'
import { launch, untilListening } from './launch.ts'
import type { Wire } from './load.ts'
import type { Place, Running, Target } from './target.ts'

const directory = join(import.meta.dirname, 'peers')
const installTimeoutMs = 5 * 60_000

const rest = { method: 'GET', headers: {}, body: '' } as const
const streamPath = (watchers: number) => `/stream?id=\${id}&prompt=\${promptUrl}${watchers > 1 ? '&shared=1' : ''}`
/** Of a peer that sends events over plain HTTP. */
const plain =
  (marker = '"text":"', done = '"type":"done"') =>
  (watchers: number): Wire => ({ ...rest, path: streamPath(watchers), marker, done })

const yogaDocument = `subscription ($id: ID!, $prompt: String!, $shared: Boolean) {
  generation(id: $id, prompt: $prompt, shared: $shared) { __typename ... on TokenEvent { text } ... on StatusEvent { status } } }`
const yogaWire = (watchers: number): Wire => ({
  method: 'POST',
  path: '/graphql',
  headers: {},
  body: JSON.stringify({
    query: yogaDocument,
    variables: { id: '${id}', prompt: '${prompt}', shared: watchers > 1 },
  }),
  marker: '"text":"',
  done: 'event: complete',
})

const rawMarks = ['"content":"', 'data: [DONE]'] as const

/** What Sluice is measured against. */
export const peers: Readonly<Record<string, Target>> = {
  P0: node('raw pipe', { file: 'raw.ts', wire: plain(...rawMarks), carries: 1_300 }),
  P1: node('Node, by hand', { file: 'parse.ts', wire: plain(), carries: 1_150 }),
  P2: fastApi('FastAPI, httpx', { client: 'httpx', carries: 400 }),
  P2o: fastApi('FastAPI, openai SDK', { client: 'openai', carries: 190 }),
  P3: node('AI SDK', { file: 'ai-sdk.ts', wire: plain('"delta":"', 'data: [DONE]'), carries: 190 }),
  P4: node('openai SDK', { file: 'openai-sdk.ts', wire: plain(), carries: 560 }),
  P5: node('GraphQL Yoga', { file: 'yoga.ts', wire: yogaWire, carries: 410 }),
}

interface NodePeer {
  readonly file: string
  readonly wire: Target['wire']
  readonly carries: number
}

function node(name: string, { file, wire, carries }: NodePeer): Target {
  const start = (place: Place) => {
    const { canCollect = false } = place
    const command = [process.execPath, ...(canCollect ? collectingArguments : []), join(directory, file)]
    return startPeer(place, () => ({ command, isCollecting: canCollect }))
  }
  return { name, prepare: installPackages, start, wire, carries }
}

/** Installs what the peers need beside them, once. */
async function installPackages(): Promise<string | null> {
  if (existsSync(join(directory, 'node_modules', 'ai'))) return null
  console.log('installing the peers')
  const args = ['install', '--prefix', directory, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts']
  const { end, text } = await runProcess({ command: 'npm', args, output: 'pipe', timeoutMs: installTimeoutMs })
  if (end.kind === 'exited' && end.code === 0) return null
  return `npm install: ${end.kind === 'failed' ? end.reason : (text.trim().split('\n').at(-1) ?? '')}`
}

function fastApi(name: string, { client, carries }: { client: 'httpx' | 'openai'; carries: number }): Target {
  const marks = ['"text": "', '"type": "done"'] as const
  const uvicorn =
    'python3 -m uvicorn fastapi_peer:app --loop uvloop --http httptools --no-access-log --log-level warning'
  const start = (place: Place) =>
    startPeer(place, (port) => ({
      command: ['chroot', fastApiRoot, ...uvicorn.split(' '), '--backlog', '4096', '--port', String(port)],
      env: { PYTHONPATH: '/srv', PEER_CLIENT: client },
    }))
  return { name, prepare: prepareFastApi, start, wire: plain(...marks), carries }
}

type Started = (port: number) => {
  readonly command: readonly string[]
  readonly env?: Record<string, string>
  readonly isCollecting?: boolean
}

async function startPeer({ cores, providerPort }: Place, started: Started): Promise<Running> {
  const port = await freePort()
  const { command, env, isCollecting = false } = started(port)
  const own = { NODE_ENV: 'production', PORT: String(port), PROVIDER_PORT: String(providerPort) }
  const process = launch({ cores, command, env: { ...own, ...env } })
  try {
    await untilListening(process, port)
  } catch (error) {
    await process.stop()
    throw error
  }
  const { pid } = process
  const collectingPids = isCollecting ? [pid] : []
  return { ports: [port], pids: [pid], databasePids: [], collectingPids, stop: () => process.stop() }
}
