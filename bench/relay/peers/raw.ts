import type { ServerResponse } from 'node:http'
import { makeHub } from './hub.ts'
import { askProvider, beginEvents, serveStreams } from './peer.ts'

// The limit: the provider's bytes go on as they are.

const join = makeHub<ServerResponse>()

serveStreams((response, { id, prompt }) => {
  beginEvents(response)
  join(id, response, (watchers, onEnd) => {
    askProvider(prompt, (answer) => {
      answer.on('data', (bytes: Buffer) => {
        for (const watcher of watchers) watcher.write(bytes)
      })
      answer.on('end', () => {
        for (const watcher of watchers) watcher.end()
        onEnd()
      })
    })
  })
})
