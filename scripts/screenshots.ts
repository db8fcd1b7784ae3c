import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { signInBy, signInLink } from '../test/support/browser.ts'
import { startFakeProvider } from '../test/support/fake-provider/fake-provider.ts'
import { startProcess } from '../test/support/sluice-process.ts'
import { inEveryForm, openView } from '../test/support/views/show.ts'
import { type View, views } from '../test/support/views/views.ts'
import { makeWorld, type World } from '../test/support/views/world.ts'
import { gallery, shownIn } from './gallery.ts'
import { ensureChromium } from './system-packages.ts'

// npm run screenshots: takes the pictures of docs/images, in light and dark, wide and narrow, from a real server with a provider that is played,
// and writes docs/gallery.md. npm run screenshots -- tray budgets: only these. What there is stands in test/support/views/views.ts.

const docs = join(import.meta.dirname, '../docs')
const images = join(docs, 'images')
const shown = shownIn(views)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !shown.some((view) => view.name === name))
if (unknown.length > 0) {
  console.error(`no such view: ${unknown.join(', ')}; there are ${shown.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const found = await ensureChromium({ signal: AbortSignal.timeout(600_000) })
if ('missing' in found) throw new Error(found.missing)
mkdirSync(images, { recursive: true })
const directory = mkdtempSync(join(tmpdir(), 'sluice-screenshots-'))
const fake = await startFakeProvider()
const sluice = await startProcess({
  SLUICE_DATA_DIR: directory,
  OPENAI_BASE_URL: fake.openaiBaseUrl,
  SLUICE_ALLOWED_HOSTS: new URL(fake.openaiBaseUrl).host,
})
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const world = await makeWorld(sluice.url, fake, await signInBy(await signInLink(sluice)))
  for (const view of shown.filter(({ name }) => asked.length === 0 || asked.includes(name))) await take(world, view)
  writeFileSync(join(docs, 'gallery.md'), gallery(views))
} finally {
  await browser.close()
  await sluice.end('SIGKILL')
  await fake.close()
  rmSync(directory, { recursive: true, force: true })
}

/** One view in all its forms. */
async function take(world: World, view: View): Promise<void> {
  const context = await browser.newContext()
  const page = await openView(context, world, view)
  await inEveryForm(page, async ({ name }) =>
    writeFileSync(join(images, `${view.name}-${name}.webp`), await picture(page)),
  )
  await context.close()
  console.log(view.name)
}

/** WebP takes a third of what PNG does, and the pictures are kept for ever. Playwright does not offer it. */
async function picture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 })
  await session.detach()
  return Buffer.from(data, 'base64')
}
