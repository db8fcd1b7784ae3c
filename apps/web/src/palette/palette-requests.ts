import type { Api } from '../graphql/api.ts'
import { SearchThreadsDocument } from '../graphql/generated/graphql.ts'

/** The server takes no more. */
const longest = 200

/** The newest threads in which the viewer sees `text`: in a title, a prompt or an output. */
export async function searchThreads(api: Api, text: string) {
  return (await api.request(SearchThreadsDocument, { text: text.slice(0, longest) })).threads.edges.map(
    (edge) => edge.node,
  )
}
