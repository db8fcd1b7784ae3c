import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** A handler of node:http that passes on what it does not serve. */
export type WebPage = ReturnType<typeof sirv>

/**
 * Serves the built page, and index.html for every path of the page's own. Files under /assets carry a hash in their name
 * and never change.
 *
 * @throws Error when the page has not been built.
 */
export function makeWebPage(): WebPage {
  if (!existsSync(`${built}/index.html`)) throw new Error('The web page is not built. Run: npm run build')
  return sirv(built, {
    single: true,
    brotli: true, // as the build has written them beside the files
    gzip: true,
    etag: true,
    setHeaders: (response, pathname) => {
      const isHashed = pathname.startsWith('/assets/')
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
