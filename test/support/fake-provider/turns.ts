import type { FakeCall } from './fake-call.ts'

/** What the provider was sent: `role: text`, oldest first. */
export function turnsOf(call: FakeCall): string[] {
  const turns = (call.request['input'] ?? call.request['messages']) as { role: string; content: unknown }[]
  return turns.map(({ role, content }) => {
    const parts = Array.isArray(content) ? (content as { text: string }[]) : [{ text: String(content) }]
    return `${role}: ${parts.map(({ text }) => text).join('')}`
  })
}
