import type { ApiClient } from './api-client.ts'

interface Sent {
  readonly generation: { readonly sentMessages: readonly { readonly role: string; readonly text: string }[] } | null
}

/** What the provider was sent for a generation, as somebody is told: `role: text`, oldest first. */
export async function sentFor(api: ApiClient, id: string): Promise<string[] | undefined> {
  const document = 'query ($id: ID!) { generation(id: $id) { sentMessages { role text } } }'
  const { generation } = await api.query<Sent>(document, { id })
  return generation?.sentMessages.map(({ role, text }) => `${role.toLowerCase()}: ${text}`)
}
