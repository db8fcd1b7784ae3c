import type { View } from '../test/support/views/views.ts'

const image = (view: string, form: string, width: number) =>
  `<img src="images/${view}-${form}.webp" width="${width}" alt="">`

/** The views that the gallery shows. */
export const shownIn = <Shown extends Pick<View, 'says'>>(views: readonly Shown[]): Shown[] =>
  views.filter(({ says }) => says !== undefined)

/** The page of docs that shows all pictures. */
export function gallery(views: readonly Pick<View, 'name' | 'says'>[]): string {
  const parts = shownIn(views).map(
    ({ name, says }) =>
      `## ${name}\n\n${says}\n\n${image(name, 'light', 520)} ${image(name, 'light-phone', 160)}\n\n${image(name, 'dark', 520)} ${image(name, 'dark-phone', 160)}\n`,
  )
  return `# Gallery

Every view of the page, in light and dark, on a desk and on a phone. \`npm run screenshots\` takes the pictures and writes this file, from a real server
with a provider that is played; what is shown stands in \`test/support/views/views.ts\`.

${parts.join('\n')}`
}
