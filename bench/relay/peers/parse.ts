import type { ServerResponse } from 'node:http'
import { makeHub } from './hub.ts'
import { askProvider, beginEvents, sendEvent, serveStreams } from './peer.ts'

// A relay written by hand: each chunk is parsed, and its text sent on as an event.

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[]
}

const join = makeHub<ServerResponse>()

serveStreams((response, { id, prompt }) => {
  beginEvents(response)
  join(id, response, (watchers, onEnd) => {
    askProvider(prompt, (answer) => {
      let kept = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        kept += part
        for (let end = kept.indexOf('\n'); end !== -1; end = kept.indexOf('\n')) {
          const line = kept.slice(0, end)
          kept = kept.slice(end + 1)
          if (!line.startsWith('data: ') || line === 'data: [DONE]') continue
          const text = (JSON.parse(line.slice('data: '.length)) as Chunk).choices[0]?.delta.content
          if (text) sendEvent(watchers, { type: 'token', text })
        }
      })
      answer.on('end', () => {
        sendEvent(watchers, { type: 'done' })
        for (const watcher of watchers) watcher.end()
        onEnd()
      })
    })
  })
})
