import type { ServerResponse } from 'node:http'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { JsonToSseTransformStream, pipeUIMessageStreamToResponse, streamText, toUIMessageStream } from 'ai'
import { makeHub } from './hub.ts'
import { beginEvents, providerUrl, serveStreams } from './peer.ts'

// Vercel's AI SDK: streamText, its UI message stream, and Node's response.

const provider = createOpenAICompatible({ name: 'bench', baseURL: providerUrl, apiKey: 'none', includeUsage: true })
const model = provider('bench-model')
const join = makeHub<ServerResponse>()

serveStreams((response, { id, prompt, isShared }) => {
  if (!isShared) return pipeUIMessageStreamToResponse({ response, stream: messagesOf(prompt) })
  beginEvents(response)
  join(id, response, (watchers, onEnd) => void relay(prompt, watchers).finally(onEnd))
})

function messagesOf(prompt: string): ReadableStream<object> {
  return toUIMessageStream({ stream: streamText({ model, prompt }).stream })
}

async function relay(prompt: string, watchers: ReadonlySet<ServerResponse>): Promise<void> {
  for await (const frame of messagesOf(prompt).pipeThrough(new JsonToSseTransformStream()))
    for (const watcher of watchers) watcher.write(frame)
  for (const watcher of watchers) watcher.end()
}
