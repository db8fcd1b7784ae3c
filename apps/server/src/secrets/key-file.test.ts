import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readKeyFile } from './key-file.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-key-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('a key is made once, for its owner alone', () => {
  const key = readKeyFile(directory)
  expect(key).toHaveLength(32)
  expect(readKeyFile(directory)).toEqual(key)
  expect(statSync(join(directory, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('a file that holds no key is left as it is, and said', () => {
  writeFileSync(join(directory, 'secret.key'), 'half of a k')
  expect(() => readKeyFile(directory)).toThrow('does not hold a key')
})

test('what a start that was cut off has left does not matter', () => {
  writeFileSync(join(directory, 'secret.key.new'), 'half of a k')
  const key = readKeyFile(directory)
  expect(readKeyFile(directory)).toEqual(key)
})
