import { type Page, expect as usual } from '@playwright/test'
import type { World } from './world.ts'

/** Outside of a test nothing else says how long to wait. */
const expect = usual.configure({ timeout: 30_000 })

/** Something that people see of the page. */
export interface View {
  /** In file names. */
  readonly name: string
  /** What the gallery says of it; without, it is in the checks alone. */
  readonly says?: string
  /** Who looks at it. Default: the owner. */
  readonly as?: 'owner' | 'partner' | 'nobody'
  readonly path: (world: World) => string
  /** Waits for what is on it once it is all there, and opens what is to be open. */
  readonly settled: (page: Page) => Promise<void>
}

const sees = (text: string | RegExp) => (page: Page) => expect(page.getByText(text).first()).toBeVisible()
const seesList = (name: string) => (page: Page) => expect(page.getByRole('list', { name })).toBeVisible()

/** A section of the settings that has a path of its own. */
const section = (name: string, says: string, settled: View['settled']): View => ({
  name,
  says,
  path: () => `/settings/${name}`,
  settled,
})

/**
 * Every view, for the checker (`test/browser/accessible.spec.ts`) and for the gallery (`scripts/screenshots.ts`), in its order. A new view is a
 * new line; what it shows is made in `world.ts`.
 */
export const views: readonly View[] = [
  {
    name: 'tray',
    says: 'The tray: all that you have started, in line, running, done and failed, and what is left of your budget.',
    path: () => '/',
    settled: async (page) => {
      await expect(page.getByText('Translate the contract').first()).toBeVisible()
      await expect(page.getByText('1st in line')).toBeVisible()
    },
  },
  {
    name: 'composer',
    says: 'Starting something: the models that there are, all that can be set, and what it would cost at most.',
    path: () => '/',
    settled: async (page) => {
      await page.getByRole('textbox', { name: 'Prompt' }).fill('Which of our suppliers deliver within a week?')
      await page.getByText('Parameters', { exact: true }).click()
      await expect(page.getByText(/at most; \$/)).toBeVisible()
      await page.getByRole('combobox', { name: 'Model', exact: true }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'tray-empty',
    says: 'The tray of somebody who has started nothing yet.',
    as: 'partner',
    path: () => '/',
    settled: sees('Nothing started yet'),
  },
  {
    name: 'thread',
    says: 'A thread while its answer is written.',
    path: ({ paths }) => paths.streaming,
    settled: sees('A reload costs one request'),
  },
  {
    name: 'thread-of-a-partner',
    says: 'The same thread as a partner sees it: what others cost is not shown.',
    as: 'partner',
    path: ({ paths }) => paths.streaming,
    settled: sees('A reload costs one request'),
  },
  {
    name: 'details',
    says: 'What an answer took: time, tokens, cost, every attempt.',
    path: ({ paths }) => paths.finished,
    settled: async (page) => {
      await page.getByText('Details', { exact: true }).first().click()
      await expect(page.getByText('Cost', { exact: true }).first()).toBeVisible()
    },
  },
  {
    name: 'refine',
    says: 'A passage of an answer rewritten as somebody asked, to be accepted or refused, and what others say of it.',
    path: ({ paths }) => paths.refined,
    settled: async (page) => {
      await expect(page.getByRole('group', { name: 'Suggested change' }).locator('ins').first()).toBeVisible()
      await expect(page.getByRole('group', { name: 'Comments' }).getByRole('listitem')).toHaveCount(2)
    },
  },
  {
    name: 'compare',
    says: 'Two answers side by side: what differs, what each took, and what to take of which.',
    path: ({ paths }) => paths.refined,
    settled: async (page) => {
      await page.getByRole('button', { name: 'Compare' }).click()
      const dialog = page.getByRole('dialog', { name: 'Compare answers' })
      await dialog.getByRole('checkbox', { name: 'Mark what differs' }).check()
      await expect(dialog.locator('ins').first()).toBeVisible()
    },
  },
  {
    name: 'share',
    says: 'Sharing a thread by a link: what it shows, to whom, and for how long.',
    path: ({ paths }) => paths.streaming,
    settled: async (page) => {
      await page.getByRole('button', { name: 'Share…' }).click()
      await expect(page.getByRole('region', { name: 'Links' })).toBeVisible()
    },
  },
  {
    name: 'many-kinds',
    says: 'Other scripts, wide tables, code and long words.',
    path: ({ paths }) => paths.manyKinds,
    settled: sees('Donaudampfschifffahrt'),
  },
  {
    name: 'failed',
    says: 'A failure, and what to do about it.',
    path: ({ paths }) => paths.failed,
    settled: sees('PROVIDER_AUTH'),
  },
  {
    name: 'panes',
    says: 'Threads side by side, each with its own scroll.',
    path: ({ paths }) =>
      `/panes?t=${[paths.streaming, paths.finished].map((path) => path.split('/').at(-1)).join(',')}`,
    settled: async (page) => {
      await expect(page.getByText('A reload costs one request').first()).toBeVisible()
      await expect(page.getByRole('region', { name: /^Pane 2 of 2/ }).getByText('Done')).toBeVisible()
    },
  },
  {
    name: 'inbox',
    says: 'The inbox: what has ended and was not looked at yet.',
    path: () => '/',
    settled: async (page) => {
      await page.getByRole('button', { name: /^Inbox/ }).click()
      await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible()
    },
  },
  {
    name: 'palette',
    says: 'Going anywhere, doing anything, by a few letters.',
    path: () => '/',
    settled: async (page) => {
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'shortcuts',
    says: 'The keys that there are.',
    path: () => '/',
    settled: async (page) => {
      await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  { name: 'gallery', path: () => '/dev/ui', settled: sees('select-field.tsx') },
  { name: 'no-such-thread', path: () => '/t/nowhere', settled: sees('No such thread') },
  {
    name: 'shared',
    says: 'A thread through a link, for somebody who has no account.',
    as: 'nobody',
    path: ({ paths }) => paths.shared,
    settled: sees('A reload costs one request'),
  },
  { name: 'sign-in', says: 'Signing in.', as: 'nobody', path: () => '/', settled: sees('Sign in') },
  section('account', 'How you sign in, and what is kept of you.', sees('Download it all')),
  section('spaces', 'The spaces that you are in.', (page) =>
    expect(page.getByRole('link', { name: 'Research' }).last()).toBeVisible(),
  ),
  {
    name: 'space',
    says: 'A space: its threads, its people, what partners may ask, and how long threads are kept.',
    path: ({ paths }) => paths.space,
    settled: async (page) => {
      await expect(page.getByText('Pam Lindqvist').first()).toBeVisible()
      await seesList('Threads')(page)
    },
  },
  {
    name: 'asked-first',
    path: ({ paths }) => paths.space,
    settled: async (page) => {
      await page.getByRole('button', { name: 'Remove Sam Okafor' }).click()
      await page.getByRole('button', { name: 'Delete space Research' }).click()
    },
  },
  {
    name: 'handed-over',
    path: ({ paths }) => paths.space,
    settled: async (page) => {
      await page.getByRole('button', { name: 'Sign-in link for Sam Okafor' }).click()
      await expect(page.getByRole('textbox', { name: 'Sign-in link for Sam Okafor' })).toBeVisible()
    },
  },
  section('budgets', 'What you may use, what is used, and what is reserved for what goes on.', seesList('Of others')),
  section('approvals', 'What waits for your yes or no.', seesList('Approvals')),
  section('browsers', 'Where you are signed in.', sees('This browser')),
  section('providers', 'Providers that were added at run time, and how they fare.', sees(/\d models?$/)),
  {
    name: 'change-provider',
    path: () => '/settings/providers',
    settled: (page) => page.getByRole('button', { name: 'Change atelier' }).click(),
  },
  section('service-tokens', 'The tokens of internal services.', seesList('Service tokens')),
  section('caps', 'How many run at once.', seesList('Caps')),
  {
    name: 'refused',
    path: () => '/settings/caps',
    settled: async (page) => {
      await page.getByRole('combobox', { name: 'What' }).selectOption('MODEL')
      await page.getByRole('combobox', { name: 'Which' }).fill('nonsense')
      await page.getByRole('spinbutton').fill('3')
      await page.getByRole('button', { name: 'Set cap' }).click()
      await expect(page.getByRole('alert')).toContainText('provider:model')
    },
  },
  section('audit-log', 'Who did what.', seesList('Audit log')),
  { name: 'no-such-section', path: () => '/settings/nowhere', settled: sees('There is nothing here') },
]
