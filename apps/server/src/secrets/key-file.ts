import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { keyBytes } from './secret-box.ts'
import { readSecretKey } from './secret-key.ts'

const fileName = 'secret.key'

/**
 * The key of a data directory: made at the first start, for the owner of the process alone to read. Only for whoever holds
 * the lock of the directory.
 *
 * @throws TypeError when the file holds no key; what the file system says
 */
export function readKeyFile(dataDir: string): Buffer {
  const path = join(dataDir, fileName)
  const found = readIfThere(path)
  if (found === null) return makeKeyFile(path)
  const key = readSecretKey(found.trim())
  if (!key) throw new TypeError(`${path} does not hold a key: put it back from your backup.`)
  return key
}

/** Whole or not at all: a start that is cut off leaves no half of a key behind. */
function makeKeyFile(path: string): Buffer {
  const key = randomBytes(keyBytes)
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, `${key.toString('base64')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
  return key
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
