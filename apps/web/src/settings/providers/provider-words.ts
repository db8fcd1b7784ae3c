import type { Dictionary } from '../../i18n/dictionary.ts'
import type { Provider, ProviderState } from './providers-requests.ts'

/** How a provider fares, and why where it does not fare well. */
export type Fares = { tone: 'plain' | 'good' | 'warning'; text: string; reason: string | null }

/** How a provider fares; `state` is undefined while it is being asked. */
export function faresWords(
  { isUsable, message }: Pick<Provider, 'isUsable' | 'message'>,
  state: Pick<ProviderState, 'isReachable' | 'isBreakerOpen' | 'message' | 'models'> | undefined,
  words: Dictionary['providers'],
): Fares {
  if (!isUsable) return { tone: 'warning', text: words.state.unusable, reason: message }
  if (!state) return { tone: 'plain', text: words.state.unknown, reason: null }
  if (!state.isReachable) return { tone: 'warning', text: words.state.unreachable, reason: state.message }
  if (state.isBreakerOpen) return { tone: 'warning', text: words.state.paused, reason: null }
  return { tone: 'good', text: words.state.reachable(state.models.length), reason: null }
}

/**
 * What is sent to change a provider: only what is another. With a new address the key is sent too, an empty one for none; null when nothing is
 * to be changed.
 */
export function changeOf(
  provider: Pick<Provider, 'id' | 'baseUrl'>,
  typed: { baseUrl: string; apiKey: string },
): { id: string; baseUrl?: string; apiKey?: string } | null {
  const baseUrl = typed.baseUrl.trim()
  const apiKey = typed.apiKey.trim()
  if (baseUrl !== provider.baseUrl) return { id: provider.id, baseUrl, apiKey }
  return apiKey === '' ? null : { id: provider.id, apiKey }
}
