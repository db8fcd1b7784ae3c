import { type Accessor, createSignal } from 'solid-js'
import { type Api, createApi, RequestError } from '../graphql/api.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** Asks through a share, and notes when that has ended. */
export function createSharedApi(secret: string, words: Accessor<Dictionary['api']>): Api & { isEnded: () => boolean } {
  const api = createApi({ url: '/graphql', words, headers: { 'x-sluice-share': secret } })
  const [isEnded, setEnded] = createSignal(false)
  const request: Api['request'] = async (document, variables) => {
    try {
      return await api.request(document, variables)
    } catch (problem) {
      // Nothing that this page asks for is refused so but the share itself.
      if (problem instanceof RequestError && problem.code === 'NOT_FOUND') setEnded(true)
      throw problem
    }
  }
  return { ...api, request, isEnded }
}
