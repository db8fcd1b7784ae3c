import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes a file as SLUICE_PROVIDERS names it, into a fresh temporary directory; answers its path. */
export function writeProvidersFile(content: object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'sluice-providers-')), 'providers.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
