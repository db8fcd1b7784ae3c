import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChunkWriter, makeChunkWriter } from './chunk-writer.ts'

let answer: (writer: ChunkWriter, response: ServerResponse) => Promise<void>
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.write('begin ')
  void answer(makeChunkWriter(response), response).then(() => response.end('end'))
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})
const port = () => (server.address() as AddressInfo).port

test('pieces come in their order and whole, whatever is in them', async () => {
  const pieces = ['plain ', 'ä ö ü ', '\u{1F600} ', '\r\n0\r\n\r\n', 'x'.repeat(100_000), ' ']
  answer = async (writer) => {
    for (const piece of pieces) {
      writer.write(piece)
      await new Promise(setImmediate)
    }
  }
  const url = `http://127.0.0.1:${port()}`
  expect(await (await fetch(url)).text()).toBe(`begin ${pieces.join('')}end`)
  expect(await (await fetch(url)).text()).toBe(`begin ${pieces.join('')}end`) // over the same connection
})

test('a client of HTTP/1.0, which knows no chunks, gets the bare text', async () => {
  answer = async (writer) => {
    await new Promise(setImmediate)
    writer.write('middle ')
  }
  const socket = connect(port(), '127.0.0.1')
  socket.end('GET / HTTP/1.0\r\n\r\n')
  expect((await text(socket)).split('\r\n\r\n')[1]).toBe('begin middle end')
})

test('a client that is behind is waited for until it has read, or is gone', async () => {
  const waits: string[] = []
  const isGone = Promise.withResolvers<void>()
  answer = async (writer, response) => {
    await new Promise(setImmediate)
    while (writer.write('x'.repeat(1_000_000)));
    waits.push(`behind: ${writer.isBehind}`)
    socket.resume()
    await writer.drained()
    waits.push(`behind: ${writer.isBehind}`)
    socket.pause()
    while (writer.write('x'.repeat(1_000_000)));
    socket.destroy()
    await writer.drained()
    waits.push(`gone: ${response.destroyed}`)
    isGone.resolve()
  }
  const socket = connect(port(), '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await isGone.promise
  expect(waits).toEqual(['behind: true', 'behind: false', 'gone: true'])
})
