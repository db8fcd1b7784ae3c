import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { defaultRetry } from '@sluice/core/generation/retry'
import { z } from 'zod'
import { type OidcSettings, oidcEnvironment } from './oidc-config.ts'
import { readAllowedHosts } from './provider/allowed-hosts.ts'
import { ollamaBaseUrl } from './provider/ollama-host.ts'
import { readSecretKeys } from './secrets/secret-key.ts'

const positive = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(fallback)
const text = z.string().min(1).optional()
/** What `read` makes of a list; empty when it is not set. */
const listFor = <T>(read: (list: string) => T) =>
  z
    .string()
    .default('')
    .transform((list, { issues, value }) => {
      try {
        return read(list)
      } catch (error) {
        issues.push({ code: 'custom', message: error instanceof Error ? error.message : String(error), input: value })
        return z.NEVER
      }
    })
const modelId = z.string().regex(/^[a-z][a-z0-9_-]*:\S+$/, 'is provider:model')
const count = z.number().int().min(1)
const price = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  cachedInput: z.number().min(0).exactOptional(),
})

const retry = z.strictObject({
  retries: z.number().int().min(0).max(10).default(defaultRetry.retries),
  baseDelayMs: z.number().int().min(1).max(20_000).default(defaultRetry.baseDelayMs),
})

/** The JSON file that SLUICE_PROVIDERS names. */
const providersFile = z.strictObject({
  providers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'begins with a letter, then letters, digits, - and _'),
        baseUrl: z.url({ protocol: /^https?$/ }).optional(),
        apiKeyEnv: z.string().min(1).optional(),
        cap: count.optional(),
      }),
    )
    .default([]),
  models: z
    .array(
      z.strictObject({
        id: modelId,
        cap: count.optional(),
        price: price.optional(),
        fallback: z.union([modelId, z.array(modelId)]).optional(),
        retry: retry.optional(),
      }),
    )
    .default([]),
  caps: z.strictObject({ person: count.default(100), space: count.optional() }).prefault({}),
  line: z.strictObject({ person: count.default(2_000), all: count.default(20_000) }).prefault({}),
})

/** Providers that every Sluice knows, there or not. */
export const builtInNames: ReadonlySet<string> = new Set(['openai', 'anthropic', 'ollama', 'builtin'])

/** What SLUICE_PROVIDERS says, defaults filled in. */
export type ProvidersFile = z.output<typeof providersFile>

/** Environment variables, each with its default. An empty one counts as not set. */
const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  SLUICE_DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgresql:// address' }).optional(),
  SLUICE_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OLLAMA_HOST: z.string().refine(isOllamaHost, 'is no address').optional(),
  SLUICE_BOOTSTRAP_TOKEN: text,
  SLUICE_PROVIDERS: text,
  SLUICE_SECRET_KEY: listFor(readSecretKeys),
  SLUICE_ALLOWED_HOSTS: listFor(readAllowedHosts),
  SLUICE_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  SLUICE_SLOTS: z.coerce.number().int().min(1).max(100_000).default(500),
  SLUICE_LEASE_MS: positive(30_000),
  SLUICE_FIRST_TOKEN_MS: positive(600_000),
  SLUICE_SILENCE_MS: positive(120_000),
  SLUICE_TOTAL_MS: z.coerce.number().int().min(1).optional(),
  SLUICE_GRACE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(10_000),
  SLUICE_KEEP_ALIVE_MS: positive(15_000),
  SLUICE_STREAM_MS: positive(300_000),
  SLUICE_SWEEP_AFTER_MS: positive(3_600_000),
  SLUICE_STREAMS_PER_PERSON: positive(100),
  SLUICE_STREAMS_PER_SERVICE: positive(2_000),
  SLUICE_READS_PER_MINUTE: positive(1_000_000),
  SLUICE_BUILTIN_RATE: z.coerce.number().min(0).default(40),
  SLUICE_GRAPHIQL: z.enum(['everyone', 'signed-in', 'off']).optional(),
  SLUICE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** A service that may sign in with this token. */
export interface BootstrapToken {
  readonly name: string
  readonly token: string
}

/** Everything that can be configured, checked. */
export type Config = Omit<z.output<typeof environment>, 'SLUICE_BOOTSTRAP_TOKEN' | 'SLUICE_PROVIDERS'> & {
  readonly tokens: readonly BootstrapToken[]
  readonly file: ProvidersFile
  /** The issuer by which people sign in; null where there is none. */
  readonly oidc: OidcSettings | null
  /** Keys of the named providers, by provider. */
  readonly keys: Readonly<Record<string, string>>
}

/** The configuration is wrong. The message has a line for each mistake. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads the configuration.
 *
 * @throws ConfigError with all that is wrong at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const mistakes: string[] = []
  const parsed = environment.safeParse(set)
  if (!parsed.success) mistakes.push(explain(parsed.error))
  const role = set['SLUICE_ROLE']
  if ((role === 'web' || role === 'worker') && !set['DATABASE_URL']) {
    mistakes.push(`SLUICE_ROLE=${role} needs DATABASE_URL: without one, everything runs in one process.`)
  }
  const tokens = attempt(mistakes, () => readTokens(set['SLUICE_BOOTSTRAP_TOKEN']))
  const file = attempt(mistakes, () => readProvidersFile(set['SLUICE_PROVIDERS']))
  const keys = file && attempt(mistakes, () => readKeys(file, set))
  const oidc = oidcEnvironment.safeParse(set)
  if (!oidc.success) mistakes.push(explain(oidc.error))
  if (!parsed.success || !oidc.success || !tokens || !file || !keys || mistakes.length > 0)
    throw new ConfigError(mistakes.join('\n'))
  const { SLUICE_BOOTSTRAP_TOKEN: _, SLUICE_PROVIDERS: __, ...config } = parsed.data
  return { ...config, tokens, file, keys, oidc: oidc.data }
}

/** What `read` reads; undefined, with a line among the mistakes, when that is wrong. */
function attempt<T>(mistakes: string[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    mistakes.push(error.message)
    return undefined
  }
}

/** Whether this address is only reachable from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function readTokens(list: string | undefined): BootstrapToken[] {
  const tokens = (list ?? '').split(',').flatMap((part): BootstrapToken[] => {
    // `name=` counts only when something other than base64's padding follows.
    const [, name = 'service', token] = /^(?:([\w.-]{1,64})=(?=[^=]))?(.+)$/.exec(part.trim()) ?? []
    return token ? [{ name, token }] : []
  })
  if (new Set(tokens.map(({ name }) => name)).size < tokens.length) {
    throw new ConfigError('SLUICE_BOOTSTRAP_TOKEN: each token needs a name of its own: name=token,name=token')
  }
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) {
    throw new ConfigError('SLUICE_BOOTSTRAP_TOKEN: two names have the same token')
  }
  return tokens
}

function readProvidersFile(path: string | undefined): ProvidersFile {
  let content: unknown = {}
  if (path) {
    try {
      content = JSON.parse(readFileSync(path, 'utf8'))
    } catch (error) {
      throw new ConfigError(
        `SLUICE_PROVIDERS: cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
  const parsed = providersFile.safeParse(content)
  if (!parsed.success) throw new ConfigError(`SLUICE_PROVIDERS (${path}):\n${explain(parsed.error)}`)
  const clash = parsed.data.providers.find(({ name, baseUrl }) => baseUrl && builtInNames.has(name))
  if (clash)
    throw new ConfigError(`SLUICE_PROVIDERS: the name ${clash.name} is taken. Choose another for ${clash.baseUrl}.`)
  const homeless = parsed.data.providers.find(({ name, baseUrl }) => !baseUrl && !builtInNames.has(name))
  if (homeless) throw new ConfigError(`SLUICE_PROVIDERS: the provider ${homeless.name} needs a baseUrl.`)
  const keyed = parsed.data.providers.find(({ name, apiKeyEnv }) => apiKeyEnv && builtInNames.has(name))
  if (keyed)
    throw new ConfigError(`SLUICE_PROVIDERS: the key of ${keyed.name} is set by its own variable, not by apiKeyEnv.`)
  const twin = parsed.data.providers.find(({ name }, n, all) => all.findIndex((other) => other.name === name) < n)
  if (twin) throw new ConfigError(`SLUICE_PROVIDERS: the provider ${twin.name} stands there twice.`)
  return parsed.data
}

function readKeys(file: ProvidersFile, env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const keys: Record<string, string> = {}
  for (const { name, apiKeyEnv } of file.providers) {
    if (!apiKeyEnv) continue
    const key = env[apiKeyEnv]
    if (!key)
      throw new ConfigError(`SLUICE_PROVIDERS: provider ${name} wants its key in ${apiKeyEnv}, which is not set.`)
    keys[name] = key
  }
  return keys
}

function isOllamaHost(host: string): boolean {
  try {
    return ollamaBaseUrl(host) !== ''
  } catch {
    return false
  }
}

function explain(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
}
