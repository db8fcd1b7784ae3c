import type { ReasoningEffort } from '@sluice/core/provider/provider'
import type { ReadClock } from './read-clock.ts'

/** How to reach a provider. At least one of the two is given. */
export interface KeyedAddress {
  readonly apiKey?: string | undefined
  readonly baseUrl?: string | undefined
}

/** How its answers are read. */
export interface Reading {
  /** Shared by all providers of a process. Default: a clock of its own. */
  readonly reads?: ReadClock | undefined
}

/** Sent where a server of one's own asks for no key, because the SDKs insist on one. */
export const placeholderKey = 'no-key'

/** The SDKs' own timeout is put out of the way: core's deadlines decide. As long as a Node timer can be. */
export const neverTimeoutMs = 2 ** 31 - 1

/** Our word for how hard to think, as all providers write it. */
export const effortOf = { LOW: 'low', MEDIUM: 'medium', HIGH: 'high' } as const satisfies Record<
  ReasoningEffort,
  string
>

/**
 * Starts to load an SDK (0.15 s of CPU each) as soon as a provider is made, beside whatever else starts, so that neither a
 * server without keys nor anybody's first request waits for it. A failure shows in the first call.
 */
export function preload<Client>(load: () => Promise<Client>): Promise<Client> {
  const client = load()
  client.catch(() => {})
  return client
}
