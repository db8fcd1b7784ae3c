import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import type { Database } from '@sluice/prisma/sql'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'

/** A Sluice with a provider of the test's own, for all tests of a file. */
interface Served {
  readonly url: string
  readonly fake: FakeProvider
  /** A service's, which is called browser-test. */
  readonly token: string
  /** The cookie of a browser that has signed in. */
  readonly session: { name: string; value: string }
  process(): SluiceProcess
  /** kill -9, and at once a new process in its place. */
  kill(): Promise<void>
  /** kill -9, and a new process once `work` is done in the database that the old one leaves. */
  killFor<T>(work: (database: Database) => Promise<T>): Promise<T>
}

/** Foreign requests and script errors that a page has made. */
interface Watched {
  readonly problems: string[]
}

/** The Sluice of the file whose tests this worker runs. */
interface Current {
  file: string
  served: (Served & { stop(): Promise<void> }) | null
}

interface OfWorker {
  readonly current: Current
  /** Further configuration of the Sluice of a file: `test.use({ settings })` at its top. */
  readonly settings: Readonly<Record<string, string>>
}

/** Playwright's test with a Sluice behind it, and a page whose browser has signed in. */
export const test = base.extend<{ sluice: Served; signedIn: Page; watched: Watched }, OfWorker>({
  settings: [{}, { option: true, scope: 'worker' }],
  current: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to learn which fixtures are wanted
    async ({}, use) => {
      const current: Current = { file: '', served: null }
      await use(current)
      await current.served?.stop()
    },
    { scope: 'worker' },
  ],
  // A file's own: what another file has left in the tray would push its rows out of sight.
  sluice: [
    async ({ current, settings }, use, { file }) => {
      if (current.file !== file) {
        await current.served?.stop()
        current.served = null
        current.served = await serve(settings)
        current.file = file
      }
      if (!current.served) throw new Error('The Sluice of this file did not start')
      await use(current.served)
    },
    { timeout: 90_000 }, // a start beside others is none of the test's time
  ],
  watched: async ({ page, sluice }, use) => {
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(`script error: ${error.message}`))
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(sluice.url) && !/^(data|blob):/.test(url)) problems.push(`foreign request: ${url}`)
    })
    await use({ problems })
    expect(problems).toEqual([])
  },
  signedIn: async ({ page, context, sluice, watched: _ }, use) => {
    await context.addCookies([{ ...sluice.session, url: sluice.url }])
    await page.goto(sluice.url)
    await use(page)
  },
})

export { expect }

async function serve(settings: OfWorker['settings']): Promise<Served & { stop(): Promise<void> }> {
  const fake = await startFakeProvider()
  const directory = mkdtempSync(join(tmpdir(), 'sluice-browser-'))
  const token = 'token-of-the-browser-test'
  const env = {
    SLUICE_DATA_DIR: directory,
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_ALLOWED_HOSTS: new URL(fake.openaiBaseUrl).host, // so that it can be added in the page, too
    SLUICE_LOG_LEVEL: 'warn',
    SLUICE_BOOTSTRAP_TOKEN: `browser-test=${token}`,
    ...settings,
  }
  let running = await startProcess(env)
  const { url } = running
  const killFor = async <T>(work: () => Promise<T>) => {
    await running.end('SIGKILL')
    const done = await work()
    running = await startProcess({ ...env, PORT: new URL(url).port })
    return done
  }
  return {
    url,
    fake,
    token,
    session: await signIn(running),
    process: () => running,
    kill: () => killFor(async () => {}),
    killFor: (work) => killFor(() => lookInto(env, work)),
    async stop() {
      await running.end('SIGKILL')
      await fake.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The one-time link that the process has printed. */
export function signInLink(process: SluiceProcess): string {
  const link = /http:\S+\/sign-in\?token=\S+/.exec(process.output())?.[0]
  if (!link) throw new Error('No sign-in link was printed')
  return link
}

/** Follows the link as a browser does, and keeps its cookie. */
async function signIn(process: SluiceProcess): Promise<{ name: string; value: string }> {
  const response = await fetch(signInLink(process), { redirect: 'manual' })
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? []
  if (!name || !value) throw new Error(`The link did not sign in: ${response.status}`)
  return { name, value }
}
