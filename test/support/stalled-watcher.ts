import { type IncomingMessage, request } from 'node:http'
import type { SeenEvent } from './api-client.ts'
import { emptyScreen, type Screen, show } from './fold.ts'

/** One who has subscribed and reads nothing, until they are told to. */
export interface StalledWatcher {
  /** Reads all that was held back and what comes, to the end of the stream. Throws on a gap or a double. */
  readOn(): Promise<Screen>
  leave(): void
}

const query = `subscription ($id: ID!) { generationEvents(id: $id, after: "e0") { __typename seq cursor ... on GenerationSnapshot { text }
  ... on TextDelta { text } } }`

/** Subscribes on a connection of its own, from which not a byte is read once the answer has begun. */
export async function stallOn({ url, token }: { url: string; token: string }, id: string): Promise<StalledWatcher> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'text/event-stream',
    'content-type': 'application/json',
    'x-graphql-yoga-csrf': '1',
  }
  const asked = request(`${url}/graphql`, { method: 'POST', agent: false, headers })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject)
  })
  asked.end(JSON.stringify({ query, variables: { id } }))
  const response = await answered // paused, as every stream is that nobody reads
  response.on('error', () => {})
  return {
    readOn: () => readAll(response),
    leave: () => void response.destroy(),
  }
}

async function readAll(response: IncomingMessage): Promise<Screen> {
  let screen = emptyScreen
  let rest = ''
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const data = /^event: next\ndata: (.*)$/.exec(frame)?.[1]
      if (data === undefined) continue
      const { data: result } = JSON.parse(data) as { data: { generationEvents: SeenEvent } }
      screen = show(screen, result.generationEvents)
    }
  }
  return screen
}
