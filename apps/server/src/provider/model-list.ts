import { toAppError } from '@sluice/core/app-error'
import type { Provider } from '@sluice/core/provider/provider'
import type { ProviderListing } from '@sluice/schema/context'
import type { Catalogue } from './catalogue.ts'

/** Lists are remembered for this long. */
const freshMs = 60_000
/** A provider that has not answered by then is shown as not reachable. */
const patienceMs = 5_000

/** What all providers list. */
export type ListModels = (options: { refresh: boolean }) => Promise<readonly ProviderListing[]>

/** Asks all providers at once, at most once a minute each, and shows those that do not answer with the reason. */
export function makeModelList(providers: () => readonly Provider[], catalogue: Catalogue): ListModels {
  // By the provider itself: one whose key or address was changed is another.
  const known = new WeakMap<Provider, { readonly listing: Promise<ProviderListing>; readonly askedAt: number }>()
  return ({ refresh }) =>
    Promise.all(
      providers().map((provider) => {
        const before = known.get(provider)
        if (before && !refresh && performance.now() - before.askedAt < freshMs) return before.listing
        const listing = ask(provider, catalogue)
        known.set(provider, { listing, askedAt: performance.now() })
        return listing
      }),
    )
}

async function ask(provider: Provider, { contextTokensOf }: Catalogue): Promise<ProviderListing> {
  const base = { name: provider.name, checkedAt: new Date() }
  try {
    const listed = await provider.listModels({ signal: AbortSignal.timeout(patienceMs) })
    const models = listed
      .map(({ name, contextTokens }) => {
        const id = `${provider.name}:${name}`
        return { id, name, contextTokens: contextTokens ?? contextTokensOf(id) }
      })
      .toSorted((a, b) => a.name.localeCompare(b.name))
    return { ...base, isReachable: true, message: null, models }
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
    const message = isTimeout ? `No answer within ${patienceMs / 1000} s.` : toAppError(error).message
    return { ...base, isReachable: false, message, models: [] }
  }
}
