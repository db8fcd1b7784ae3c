import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { views } from '../test/support/views/views.ts'
import { gallery } from './gallery.ts'

test('a view has its name, what it is, and a picture of each form', () => {
  const page = gallery([{ name: 'tray', says: 'All of it.' }])
  expect(page).toContain('## tray\n\nAll of it.\n')
  expect([...page.matchAll(/src="images\/([^"]+)"/g)].map(([, file]) => file)).toEqual([
    'tray-light.webp',
    'tray-light-phone.webp',
    'tray-dark.webp',
    'tray-dark-phone.webp',
  ])
})

test('what nothing is said of is not shown', () => {
  expect(gallery([{ name: 'refused' }])).not.toContain('refused')
})

test('docs/gallery.md shows every view of the table; `npm run screenshots` writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../docs/gallery.md'), 'utf8')).toBe(gallery(views))
})
