import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { checkCap } from '../line/set-cap.ts'
import type { Viewer } from '../viewer.ts'

/** Which protocol a server speaks. */
export type ProviderKind = 'COMPATIBLE'

/** A provider to be added at run time. */
export interface NewConnection {
  /** The part before the colon in a model's id. */
  readonly name: string
  readonly kind: ProviderKind
  readonly baseUrl: string
  /** Null for a server that asks for none. */
  readonly apiKey: string | null
  /** How many may run at once; null for as many as is set for everyone. */
  readonly cap: number | null
}

/** How one is reached now. */
export interface Reached {
  readonly baseUrl: string
  readonly hasKey: boolean
}

/** How one is to be reached. */
export interface Reach {
  readonly baseUrl: string
  /** Undefined leaves the key as it is, null takes it away. */
  readonly apiKey: string | null | undefined
}

/** Where providers are kept that were added at run time. Each change is in the audit log with it, and no key is. */
export interface ConnectionStore {
  /**
   * Answers its id; null when one of that name is there.
   *
   * @throws AppError with NO_SECRET_KEY
   */
  add(viewer: Viewer, connection: NewConnection): Promise<string | null>
  /**
   * Changes one as `decide` says, which is asked while nobody else can change it. False when there is none.
   *
   * @throws what `decide` throws; AppError with NO_SECRET_KEY
   */
  change(viewer: Viewer, id: string, decide: (now: Reached) => Reach): Promise<boolean>
  /** False when there is none. */
  remove(viewer: Viewer, id: string): Promise<boolean>
}

/** What the use cases work with. */
export interface ConnectionPorts {
  readonly store: ConnectionStore
  /** Names of the operator's providers, and those that every Sluice knows. */
  readonly taken: ReadonlySet<string>
  /** Whether it can be told from the address alone that Sluice must not connect there for people. */
  readonly isRefused: (url: URL) => boolean
}

/**
 * Adds a provider. All processes serve it within seconds. Answers its id.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NO_SECRET_KEY
 */
export async function addProvider(ports: ConnectionPorts, viewer: Viewer, asked: NewConnection): Promise<string> {
  requireScope(viewer, 'ADMIN')
  const { name, cap } = asked
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(name)) {
    throw new InvalidInput('name', 'A name begins with a letter, then come letters, digits, - and _: all lower case.')
  }
  if (ports.taken.has(name)) throw nameTaken(name)
  if (cap !== null) checkCap(cap)
  const baseUrl = checkBaseUrl(ports, asked.baseUrl)
  const id = await ports.store.add(viewer, { ...asked, baseUrl, apiKey: checkKey(asked.apiKey) })
  if (id === null) throw nameTaken(name)
  return id
}

/**
 * Changes where a provider is, or its key. What runs goes on with what it began with. Whoever administers never sees a
 * key, so they cannot have it sent elsewhere either: another address needs the key anew.
 *
 * @throws InvalidInput; AppError with FORBIDDEN, NOT_FOUND or NO_SECRET_KEY
 */
export async function updateProvider(
  ports: ConnectionPorts,
  viewer: Viewer,
  { id, ...asked }: { readonly id: string; readonly baseUrl: string | undefined; readonly apiKey: Reach['apiKey'] },
): Promise<void> {
  requireScope(viewer, 'ADMIN')
  const given = asked.baseUrl === undefined ? undefined : checkBaseUrl(ports, asked.baseUrl)
  const apiKey = asked.apiKey === undefined ? undefined : checkKey(asked.apiKey)
  const isThere = await ports.store.change(viewer, id, ({ baseUrl, hasKey }) => {
    if (given !== undefined && given !== baseUrl && hasKey && apiKey === undefined) {
      throw new InvalidInput('apiKey', 'Another address needs the key anew, or empty for none.')
    }
    return { baseUrl: given ?? baseUrl, apiKey }
  })
  if (!isThere) throw notFound('provider')
}

/**
 * Removes a provider, its key and its cap. What runs ends as it does; what waits for it fails.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function removeProvider(
  { store }: Pick<ConnectionPorts, 'store'>,
  viewer: Viewer,
  id: string,
): Promise<void> {
  requireScope(viewer, 'ADMIN')
  if (!(await store.remove(viewer, id))) throw notFound('provider')
}

/** Keys are longer than that, or they would show by a half. */
const shortKey = 16

/** The last characters of a key, for people to tell it from others; null when so many would tell too much. */
export function hintOf(apiKey: string): string | null {
  return apiKey.length < shortKey ? null : apiKey.slice(-4)
}

function nameTaken(name: string): InvalidInput {
  return new InvalidInput('name', `There is a provider named “${name}”. Choose another name.`)
}

function checkBaseUrl({ isRefused }: ConnectionPorts, given: string): string {
  const url = given.length > 2_000 ? null : URL.parse(given.trim())
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidInput('baseUrl', 'An address is as in https://models.example.org/v1, up to and with its version.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidInput('baseUrl', 'An address with a name or password in it would be shown: give an API key.')
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InvalidInput('baseUrl', 'An address ends with its path: nothing after ? or #.')
  }
  if (isRefused(url)) {
    throw new InvalidInput(
      'baseUrl',
      'This address is in a network that Sluice does not connect to for people. An operator can allow it: SLUICE_ALLOWED_HOSTS.',
    )
  }
  return url.href.replace(/\/+$/, '')
}

/** What is pasted has blanks around it now and then; empty is none. */
function checkKey(given: string | null): string | null {
  const key = given?.trim() ?? ''
  if (key === '') return null
  if (!/^[\x21-\x7e]{1,4096}$/.test(key)) {
    throw new InvalidInput('apiKey', 'A key has at most 4,096 characters, all of them ASCII and none a blank.')
  }
  return key
}
