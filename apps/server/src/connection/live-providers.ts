import type { Provider } from '@sluice/core/provider/provider'
import type { Sql } from '@sluice/prisma/sql'
import type { SecretBox } from '../secrets/secret-box.ts'
import { type ConnectionRow, readConnections, resealKey } from './read-connections.ts'
import { openKey, sealKey } from './sealed-key.ts'

/** The providers that this process can ask now: those configured, and those added at run time. */
export interface LiveProviders {
  /** In the order in which people see them. */
  readonly all: () => readonly Provider[]
  readonly find: (name: string) => Provider | undefined
  /** Why this process cannot use one that was added, by its id; null when it can. */
  readonly problemOf: (id: string) => string | null
  /** Reads anew what was added; answers whether that has changed who can be asked. */
  readonly reload: () => Promise<boolean>
}

/** What is known of an added provider once its key is opened. */
export interface Connection {
  readonly name: string
  readonly baseUrl: string
  readonly apiKey: string | null
}

/** What they are made with. */
export interface LiveProvidersOptions {
  readonly sql: Sql
  readonly configured: readonly Provider[]
  readonly box: SecretBox
  readonly connect: (connection: Connection) => Provider
  /** Told once of each that cannot be used. */
  readonly report: (fault: Error) => void
}

interface Live {
  readonly row: ConnectionRow
  /** Null with the problem beside it. */
  readonly provider: Provider | null
  readonly problem: string | null
}

/** All that there are at this moment. */
export async function loadProviders(options: LiveProvidersOptions): Promise<LiveProviders> {
  const { sql, configured, report } = options
  const own = new Map(configured.map((provider) => [provider.name, provider]))
  let live = new Map<string, Live>()
  let byName = own
  let isAtStart = true

  const reload = async () => {
    const rows = await readConnections(sql)
    const next = new Map<string, Live>()
    for (const row of rows) {
      const before = live.get(row.id)
      const isSame = before && sameRow(before.row, row)
      const now = isSame ? before : await bringToLife({ ...options, isAtStart }, own, row)
      next.set(row.id, now)
      if (now.problem !== null && now.problem !== before?.problem) report(new Error(`${row.name}: ${now.problem}`))
    }
    const added = [...next.values()].flatMap(({ provider }) => (provider ? [provider] : []))
    const names = new Map([...own, ...added.map((provider) => [provider.name, provider] as const)])
    const hasChanged = [...names.keys()].join() !== [...byName.keys()].join()
    live = next
    isAtStart = false
    byName = names
    return hasChanged
  }
  await reload()
  return {
    all: () => [...byName.values()],
    find: (name) => byName.get(name),
    problemOf: (id) => live.get(id)?.problem ?? null,
    reload,
  }
}

/** A provider over one that was added, or what is in the way. */
async function bringToLife(
  { sql, box, connect, isAtStart }: LiveProvidersOptions & { readonly isAtStart: boolean },
  own: ReadonlyMap<string, Provider>,
  row: ConnectionRow,
): Promise<Live> {
  const live = (apiKey: string | null) => ({ row, provider: connect({ ...row, apiKey }), problem: null })
  const broken = (problem: string) => ({ row, provider: null, problem })
  if (own.has(row.name)) return broken('The configuration has a provider of this name, which serves in its place.')
  if (!URL.canParse(row.baseUrl)) return broken('Its address is none any more. Set it anew.')
  if (row.sealedKey === null) return live(null)
  const opened = openKey(box, row.sealedKey, row)
  switch (opened.tag) {
    case 'opened':
      // At the start alone: while keys are changed, processes with either order of them would seal against each other.
      if (opened.isStale && isAtStart) await resealKey(sql, row, sealKey(box, opened.secret, row))
      return live(opened.secret)
    case 'unknown-key':
      return broken(
        'Its API key was encrypted with a key that this process does not have. Give it that one again (SLUICE_SECRET_KEY, or secret.key in the data directory), or set the API key anew.',
      )
    case 'not-for-this':
      return broken('Its API key was changed in the database, or belongs to another provider. Set it anew.')
  }
}

function sameRow(a: ConnectionRow, b: ConnectionRow): boolean {
  return a.name === b.name && a.baseUrl === b.baseUrl && a.sealedKey === b.sealedKey
}
