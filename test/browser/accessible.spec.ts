import { AxeBuilder } from '@axe-core/playwright'
import { inEveryForm, openView } from '../support/views/show.ts'
import { views } from '../support/views/views.ts'
import { makeWorld, type World } from '../support/views/world.ts'
import { test as base, expect } from './sluice-page.ts'

// What a checker finds in every view, in light and dark, on a desk and on a phone; that nothing is wider than the phone; and a picture of each,
// below test-results, for whoever wants to look. Dark differs from light in its colours alone, so there it is asked about these: all rules again
// would find the same again, and take as long.
const aboutColours = ['color-contrast', 'link-in-text-block']

let world: Promise<World> | undefined
const test = base.extend<{ world: World }>({
  world: async ({ sluice: { url, fake, session } }, use) => {
    world ??= makeWorld(url, fake, `${session.name}=${session.value}`)
    await use(await world)
  },
})

for (const view of views) {
  test(view.name, async ({ browser, world }, testInfo) => {
    test.slow() // the checker goes over it four times
    const context = await browser.newContext()
    const page = await openView(context, world, view)
    await inEveryForm(page, async ({ name, scheme, width }) => {
      const checker = new AxeBuilder({ page })
      const { violations } = await (scheme === 'dark' ? checker.withRules(aboutColours) : checker).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
      await page.screenshot({ path: testInfo.outputPath(`${view.name}-${name}.png`) })
      expect.soft(found, name).toEqual([])
      expect.soft(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width)
    })
    await context.close()
  })
}
