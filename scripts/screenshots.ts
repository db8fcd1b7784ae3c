import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import type { Script } from '../test/support/fake-provider/fake-call.ts'
import { startFakeProvider } from '../test/support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../test/support/providers-file.ts'
import { startProcess } from '../test/support/sluice-process.ts'
import { until } from '../test/support/until.ts'
import { setUpSettings } from './settings-scenes.ts'
import { ensureChromium } from './system-packages.ts'

// Takes the pictures of docs/images, in light and dark, wide and narrow, from a real server with a provider that is played.

const images = join(import.meta.dirname, '../docs/images')

const report = `## Where the time goes

Most of a slow answer is **not** the model writing: it is the wait before its first token.

| Part | Median | 90th percentile |
|---|---:|---:|
| In line | 0.2 s | 3.1 s |
| First token | 1.4 s | 8.9 s |
| Writing | 22 s | 61 s |

What follows from that:

1. Show at once that the call is in line, and how long that takes.
2. Show *thinking* as what it is, folded away.
3. Keep every token before showing it:

\`\`\`ts
for await (const event of watch(id, { after: cursor })) {
  view = fold(view, event)
  cursor = event.cursor
}
\`\`\`

> A reload costs one request, and nothing of the answer.
`

const streamed: Script = (call) => {
  for (const part of report.match(/\S+\s*/g) ?? []) call.text(part)
  // left open: it is still writing
}
const whole: Script = (call) => {
  call.usage({ inputTokens: 812, outputTokens: 412 })
  for (const part of report.match(/\S+\s*/g) ?? []) call.text(part)
  call.end()
}

const found = await ensureChromium({ signal: AbortSignal.timeout(600_000) })
if ('missing' in found) throw new Error(found.missing)
mkdirSync(images, { recursive: true })
const directory = mkdtempSync(join(tmpdir(), 'sluice-screenshots-'))
const fake = await startFakeProvider({ fallback: streamed })
fake.on(/minutes of Monday/, whole)
fake.on(/release notes/, whole)
fake.on(/Translate/, (call) => call.status(401))
const sluice = await startProcess({
  SLUICE_DATA_DIR: directory,
  OPENAI_BASE_URL: fake.openaiBaseUrl,
  SLUICE_PROVIDERS: writeProvidersFile({ models: [{ id: 'openai:gpt-5.2', cap: 2 }] }), // the last one waits in line
})
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 })
  const page = await context.newPage()
  const link = /http:\S+\/sign-in\?token=\S+/.exec(sluice.output())?.[0]
  await page.goto(link ?? sluice.url)
  await picture(page, 'tray-empty', () => page.getByText('Write a prompt above').waitFor())
  const scenes = await setUpSettings(page, sluice.url)
  await page.goto(sluice.url)
  await page.getByLabel('Begin in').selectOption('Research')
  for (const prompt of prompts()) await ask(page, prompt)
  await page.getByRole('region', { name: 'Failed' }).waitFor()
  await until(
    'two are done',
    async () => (await page.getByRole('region', { name: 'Done' }).getByRole('article').count()) === 2,
  )
  await picture(page, 'tray', async () => {
    await page.getByRole('region', { name: 'Failed' }).waitFor()
    await page.getByText('1st in line').waitFor()
  })
  await page
    .getByRole('main')
    .getByRole('link', { name: /Where does the time/ })
    .click()
  await page.getByPlaceholder('Follow up').waitFor() // the address changes once the thread's code is there
  await page.getByRole('button', { name: 'Share with Research' }).click()
  await page.getByText('Everybody in Research').waitFor()
  await picture(page, 'thread', () => page.getByText('A reload costs one request').waitFor())
  await page.getByRole('link', { name: 'Tray' }).click()
  await page.getByRole('region', { name: 'Failed' }).getByRole('link').first().click()
  await page.getByPlaceholder('Follow up').waitFor()
  await picture(page, 'failed', () => page.getByText('PROVIDER_AUTH').waitFor())
  for (const { name, path, settled } of scenes) {
    await page.goto(`${sluice.url}${path}`)
    await picture(page, name, () => settled(page))
  }
} finally {
  await browser.close()
  await sluice.end('SIGKILL')
  await fake.close()
  rmSync(directory, { recursive: true, force: true })
}

function prompts(): string[] {
  return [
    'Sum up the minutes of Monday in five points.',
    'Draft the release notes of version 2.4 from the list of changes.',
    'Translate the contract for our partners in Lyon.',
    'Compare the three offers for the new warehouse, with costs over five years.',
    'Where does the time go in a slow answer?',
    'Check the tone of the letter to the board.',
  ]
}

async function ask(page: Page, prompt: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Model' }).fill('openai:gpt-5.2')
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
}

/** One view in all its forms. */
async function picture(page: Page, name: string, settled: () => Promise<void>): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.reload()
    await settled()
    for (const [form, width, height] of [
      ['', 1280, 800],
      ['-phone', 360, 740],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.screenshot({ path: join(images, `${name}-${scheme}${form}.png`) })
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  }
}
