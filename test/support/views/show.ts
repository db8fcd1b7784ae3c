import type { BrowserContext, Page } from '@playwright/test'
import type { View } from './views.ts'
import type { World } from './world.ts'

/** In which scheme and size a view is looked at; the name goes into file names. */
export interface Form {
  readonly name: string
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

const forms: readonly Form[] = (['light', 'dark'] as const).flatMap((scheme) => [
  { name: scheme, scheme, width: 1440, height: 900 },
  { name: `${scheme}-phone`, scheme, width: 360, height: 740 },
])

const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** Opens a view in a context of its own, as whoever looks at it. */
export async function openView(context: BrowserContext, world: World, view: View): Promise<Page> {
  const as = view.as ?? 'owner'
  if (as !== 'nobody') {
    const [name = '', value = ''] = world.cookies[as].split('=')
    await context.addCookies([{ name, value, url: world.url }])
  }
  const page = await context.newPage()
  await page.goto(`${world.url}${view.path(world)}`)
  await view.settled(page)
  return page
}

/**
 * Has the style of all be worked out anew, also of what is out of sight: Chromium leaves some inherited text in the colour of the other scheme
 * until it is. That takes a rule for every element, which is another one each time.
 */
const styleAnew = (scheme: Form['scheme']) => `{
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { content-visibility: visible !important; --looked-at: ${scheme} }')
  document.adoptedStyleSheets = [sheet]
}`

/** Has all of the page take on a colour scheme. */
export async function takeOnScheme(page: Page, scheme: Form['scheme']): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.evaluate(styleAnew(scheme))
  await page.evaluate(twoFrames) // until then some colours are still those of the other scheme
}

/** Has the page take on each form in turn. */
export async function inEveryForm(page: Page, look: (form: Form) => Promise<void>): Promise<void> {
  for (const form of forms) {
    await page.setViewportSize({ width: form.width, height: form.height })
    await takeOnScheme(page, form.scheme)
    await look(form)
  }
}
