import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { uiEn } from '../ui/ui.en.ts'
import { dictionaryDe } from './dictionary.de.ts'
import { languages } from './language.ts'

const source = join(import.meta.dirname, '..')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
const english = files.filter((path) => path.endsWith('.en.ts'))

test('the words of every feature are in the dictionary, in every language', () => {
  const dictionary = readFileSync(join(import.meta.dirname, 'dictionary.ts'), 'utf8')
  expect(english.filter((path) => !dictionary.includes(`'../${path}'`))).toEqual([])
  const wanted = languages.flatMap((language) => english.map((path) => path.replace('.en.', `.${language}.`)))
  expect(wanted.filter((path) => !files.includes(path))).toEqual([])
})

test('a button is heard as what stands on it, and then what it is about, in the order of the language', () => {
  expect(uiEn.deed('Remove', 'Ann')).toBe('Remove Ann')
  expect(dictionaryDe.ui.deed('Entfernen', 'Ann')).toBe('Entfernen: Ann')
})

/** All that a dictionary says by itself, with where it says it. */
function sayings(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[`${path}${key}`, value]] as [string, string][]
    return typeof value === 'object' && value !== null ? sayings(value, `${path}${key}.`) : []
  })
}

test('nothing is said with empty words', () => {
  expect(sayings(dictionaryDe).filter(([, said]) => said.trim() === '')).toEqual([])
})
