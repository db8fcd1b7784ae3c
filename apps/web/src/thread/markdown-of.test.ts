import { expect, test } from 'vitest'
import { branchMarkdown, fileNameOf } from './markdown-of.ts'
import { threadEn } from './thread.en.ts'

test('a branch becomes one document: prompts quoted, answers as they are', () => {
  const said = { model: 'openai:m', status: 'SUCCEEDED' } as const
  const turns = [
    { ...said, prompt: 'What is it?\n\nBriefly.', text: '# Water\n\n- wet\n' },
    { ...said, prompt: '', text: 'More.', status: 'CANCELLED' },
  ] as const
  const document = branchMarkdown('On water', turns, threadEn.endings)
  expect(document).toBe(
    '# On water\n\n> What is it?\n>\n> Briefly.\n\n# Water\n\n- wet\n\n<!-- openai:m -->\n\n---\n\nMore.\n\n*It was stopped here.*\n\n<!-- openai:m -->\n',
  )
})

test('its file is called after the thread, in any script, without what files may not hold', () => {
  expect(fileNameOf('Was ist ein Wehr? ../etc')).toBe('was-ist-ein-wehr-etc.md')
  expect(fileNameOf('ما هو السد؟')).toBe('ما-هو-السد.md')
  expect(fileNameOf('…')).toBe('thread.md')
})
