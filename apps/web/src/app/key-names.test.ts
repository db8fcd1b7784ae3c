import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyNames } from './key-names.ts'
import { shortcuts } from './shortcuts.ts'

test('keys are called what is printed on them', () => {
  expect(keyNames('$mod+k', 'Strg')).toEqual(['Strg', 'K'])
  expect(keyNames('$mod+Enter', '⌘')).toEqual(['⌘', 'Enter'])
  expect(keyNames('Escape', 'Ctrl')).toEqual(['Esc'])
  expect(keyNames('?', 'Ctrl')).toEqual(['?'])
})

test('no two shortcuts of one place have the same key', () => {
  const bound = Object.values(shortcuts).flatMap(({ place, keys }) => keys.map((key) => `${place} ${key}`))
  expect(bound.toSorted()).toEqual([...new Set(bound)].toSorted())
})

test('every key that the sheet lists is bound somewhere', () => {
  const source = join(import.meta.dirname, '..')
  const binders = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => readFileSync(join(source, path), 'utf8'))
    .flatMap((text) =>
      [...text.matchAll(/createShortcuts\(\s*\{([^}]*(?:\{[^}]*\}[^}]*)*)\}\s*[,)]/g)].map(([, deeds]) => deeds),
    )
    .join()
  const unbound = Object.entries(shortcuts).filter(
    ([id, shortcut]) => !('isNative' in shortcut) && !new RegExp(`\\b${id}\\b`).test(binders),
  )
  expect(unbound.map(([id]) => id)).toEqual([])
})
