import type { ServerResponse } from 'node:http'
import OpenAI from 'openai'
import { makeHub } from './hub.ts'
import { askFor, beginEvents, providerUrl, sendEvent, serveStreams } from './peer.ts'

// OpenAI's SDK, `for await` over its chunks, and plain Node.

const openai = new OpenAI({ baseURL: providerUrl, apiKey: 'none' })
const join = makeHub<ServerResponse>()

serveStreams((response, { id, prompt }) => {
  beginEvents(response)
  join(id, response, (watchers, onEnd) => void relay(prompt, watchers).finally(onEnd))
})

async function relay(prompt: string, watchers: ReadonlySet<ServerResponse>): Promise<void> {
  for await (const { choices } of await openai.chat.completions.create(askFor(prompt))) {
    const text = choices[0]?.delta.content
    if (text) sendEvent(watchers, { type: 'token', text })
  }
  sendEvent(watchers, { type: 'done' })
  for (const watcher of watchers) watcher.end()
}
