import { type ApiClient, makeApiClient } from './api-client.ts'
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts'
import { makePlace, token } from './deployment.ts'
import { startProcess } from './sluice-process.ts'

/** A web process and two workers, and one line between all of them and their PostgreSQL. */
export interface Outlying extends AsyncDisposable {
  readonly api: ApiClient
  readonly line: CuttingProxy
  /** Leads to the database by another way. */
  readonly env: Readonly<Record<string, string>>
}

/** Starts them on a database of their own. */
export async function deployOutlying(env: Readonly<Record<string, string>>): Promise<Outlying> {
  const place = await makePlace()
  const url = new URL(place.env['DATABASE_URL'] ?? '')
  const line = await startCuttingProxy(url.href)
  url.host = new URL(line.url).host
  const start = (SLUICE_ROLE: string) =>
    startProcess({
      SLUICE_BOOTSTRAP_TOKEN: token,
      SLUICE_LOG_LEVEL: 'warn',
      ...env,
      SLUICE_ROLE,
      DATABASE_URL: url.href,
    })
  const web = await start('web')
  const workers = [await start('worker'), await start('worker')]
  return {
    api: makeApiClient(web.url, token),
    line,
    env: place.env,
    async [Symbol.asyncDispose]() {
      await Promise.all([web, ...workers].map((each) => each.end('SIGKILL')))
      await line.close()
      await place.remove()
    },
  }
}
