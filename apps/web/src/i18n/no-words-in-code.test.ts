import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

/** Those who look at `/dev/ui` are no readers, and the dictionaries are where words belong. */
const isRead = (path: string) =>
  /\.tsx?$/.test(path) && !/\.(test|en|de)\.ts$/.test(path) && !/(^|\/)(gallery|generated)\//.test(path)

const names = /\b(?:Sluice|GraphiQL)\b/g
const saysWords = (text: string) => /\p{L}{2}/u.test(text.replaceAll(names, ''))

/** What a person reads or hears of an element, ours too. */
const heard = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt']
const seen = ['placeholder', 'title', 'advice', 'fallback', 'hint', 'keep', 'label', 'note', 'of', 'question', 'submit']
const shown = new Set([...heard, ...seen, 'summary'])

/** "Share with …": what begins like a sentence. Classes, keys and the messages of our own errors do not. */
const isSentence = (text: string) => /^\p{Lu}\p{Ll}* \p{Ll}{2}/u.test(text)

/** Every text of a file that is meant for people. */
function wordsIn(path: string, code: string): string[] {
  const found: string[] = []
  const note = (text: string, isMeant: (text: string) => boolean) => {
    if (isMeant(text)) found.push(`${path}: ${text.trim()}`)
  }
  new Visitor({
    JSXText: ({ value }) => note(value, saysWords),
    JSXAttribute({ name, value }) {
      const isShown = name.type === 'JSXIdentifier' && shown.has(name.name)
      if (isShown && value?.type === 'Literal' && typeof value.value === 'string') note(value.value, saysWords)
    },
    Literal: ({ value }) => typeof value === 'string' && note(value, isSentence),
    TemplateElement: ({ value }) => note(value.raw, isSentence),
  }).visit(parseSync(path, code).program)
  return found
}

// All sources are parsed: a second or two where nothing else runs.
test('what people read is in the dictionaries, and not between the code', { timeout: 30_000 }, () => {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(isRead)
  expect(paths.flatMap((path) => wordsIn(path, readFileSync(join(source, path), 'utf8')))).toEqual([])
})

test('words between the code are found, wherever they stand', () => {
  const found = (code: string) => wordsIn('x.tsx', code).length
  expect(found('<p>Sluice, by others</p>')).toBe(1)
  expect(found('<nav aria-label="Settings" class="flex gap-2"><b>{words().title}</b> · Sluice</nav>')).toBe(1)
  expect(found("const said = isDone ? 'It is done' : `Wait for ${name}`")).toBe(2)
  expect(found('<Show when={at} fallback="never used"><time datetime={at}>{at}</time></Show>')).toBe(1)
})
