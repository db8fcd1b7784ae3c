import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess } from '../../scripts/run-process.ts'

const peers = join(import.meta.dirname, 'peers')
const root = join(import.meta.dirname, '../..')
const installTimeoutMs = 15 * 60_000

/** The folder in which FastAPI runs, with a Debian of its own. */
export const fastApiRoot = process.env['FASTAPI_ROOT'] ?? join(root, '.cache/bench/fastapi')

/** Makes the folder, once. @returns why that cannot be done here, or null */
export async function prepareFastApi(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'needs root, for apt-get and chroot'
  if (!existsSync(join(fastApiRoot, 'usr/bin/python3'))) {
    const problem = await makeRoot()
    if (problem !== null) return problem
  }
  copyFileSync(join(peers, 'fastapi_peer.py'), join(fastApiRoot, 'srv/fastapi_peer.py'))
  return null
}

async function makeRoot(): Promise<string | null> {
  if (!existsSync('/usr/bin/apt-get')) return 'needs a Debian machine: there is no apt-get'
  console.log('making a folder with FastAPI, which takes some minutes')
  const half = `${fastApiRoot}.half`
  rmSync(half, { recursive: true, force: true })
  const args = [join(peers, 'fastapi-root.sh'), half]
  const { end, text } = await runProcess({ command: 'sh', args, output: 'pipe', timeoutMs: installTimeoutMs })
  if (end.kind === 'exited' && end.code === 0) {
    renameSync(half, fastApiRoot)
    return null
  }
  rmSync(half, { recursive: true, force: true })
  return `its folder could not be made: ${end.kind === 'failed' ? end.reason : (text.trim().split('\n').at(-1) ?? '')}`
}
