import type { Api } from '../graphql/api.ts'
import { PaneChoicesDocument, PaneTitleDocument } from '../graphql/generated/graphql.ts'

/** What a thread is called; null when the viewer does not see it. */
export async function loadTitle(api: Api, id: string): Promise<string | null> {
  return (await api.request(PaneTitleDocument, { id })).thread?.title ?? null
}

/** The newest threads, to choose from. */
export async function loadChoices(api: Api) {
  return (await api.request(PaneChoicesDocument, {})).threads.edges.map((edge) => edge.node)
}
