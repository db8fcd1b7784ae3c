import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations'
import type { Plugin } from 'graphql-yoga'

const built = fileURLToPath(new URL('../../../web/dist-operations.json', import.meta.url))

/**
 * Knows the documents of the page by their hashes, as "automatic persisted queries" name them: the page sends 64 characters in place of
 * a document. Any other document may be asked as ever. A page of another version hears `PersistedQueryNotFound` and sends the whole.
 *
 * @throws Error when the page has not been built.
 */
export function usePageOperations(): Plugin {
  const documents = new Map(Object.entries(JSON.parse(readFileSync(built, 'utf8')) as Record<string, string>))
  return usePersistedOperations({
    allowArbitraryOperations: true,
    getPersistedOperation: (hash) => documents.get(hash) ?? null,
    customErrors: {
      notFound: { message: 'PersistedQueryNotFound', extensions: { code: 'BAD_REQUEST', http: { status: 200 } } },
      keyNotFound: { message: 'Send a query.', extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
    },
  })
}
