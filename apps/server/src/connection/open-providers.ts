import type { Sql } from '@sluice/prisma/sql'
import { type Config, ConfigError } from '../config.ts'
import { type AddressGuard, makeAddressGuard } from '../provider/address-guard.ts'
import { makeChatCompletionsProvider } from '../provider/chat-completions.ts'
import { createReadClock, type ReadClock } from '../provider/read-clock.ts'
import { makeProviders } from '../provider/registry.ts'
import { toProvidersConfig } from '../providers.ts'
import type { Report } from '../report.ts'
import { readKeyFile } from '../secrets/key-file.ts'
import { makeSecretBox, type SecretBox } from '../secrets/secret-box.ts'
import { type LiveProviders, loadProviders } from './live-providers.ts'

/** The providers of a process, and what further ones are added with. */
export interface OpenProviders {
  readonly guard: AddressGuard
  readonly box: SecretBox
  readonly providers: LiveProviders
  /** When their answers are read. */
  readonly reads: ReadClock
}

/**
 * All providers that this process can ask. Only for whoever has opened the database of this configuration.
 *
 * @throws ConfigError when the key of the data directory cannot be read or made
 */
export async function openProviders(config: Config, sql: Sql, report: Report): Promise<OpenProviders> {
  const { DATABASE_URL: databaseUrl, SLUICE_DATA_DIR: dataDir } = config
  const guard = makeAddressGuard({ allowed: config.SLUICE_ALLOWED_HOSTS })
  const box = makeSecretBox([...config.SLUICE_SECRET_KEY, ...(databaseUrl ? [] : [keyOf(dataDir)])])
  const reads = createReadClock()
  const providers = await loadProviders({
    sql,
    configured: makeProviders(toProvidersConfig(config), reads),
    box,
    connect: ({ name, baseUrl, apiKey }) =>
      makeChatCompletionsProvider({ name, baseUrl, apiKey: apiKey ?? undefined, guard, reads }),
    report,
  })
  return { guard, box, providers, reads }
}

function keyOf(dataDir: string): Buffer {
  try {
    return readKeyFile(dataDir)
  } catch (error) {
    throw new ConfigError(`The key of the data directory: ${error instanceof Error ? error.message : String(error)}`)
  }
}
