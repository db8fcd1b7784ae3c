import type { SluiceProcess } from './sluice-process.ts'
import { until } from './until.ts'

/** The one-time link that a process has printed. */
export function signInLink({ output }: Pick<SluiceProcess, 'output'>): Promise<string> {
  return until('the sign-in link is printed', () => /http:\/\/\S+\/sign-in\?token=\S+/.exec(output())?.[0])
}

/** Follows a link, as a browser does; answers the cookie header that it then sends. */
export async function signInBy(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' })
  const [cookie] = response.headers.getSetCookie()
  if (!cookie) throw new Error(`Not signed in: ${response.status}`)
  return cookie.replace(/;.*/, '')
}
