import { connect, createServer, type Socket } from 'node:net'

/** A bad line between a client and a server. */
export interface CuttingProxy {
  readonly url: string
  /** The next connection is cut after so many bytes of the server's have passed; one number for each connection to come. */
  cutAfter(bytes: readonly number[]): void
  /** Cuts every connection now; new ones too, until it is mended. */
  cut(): void
  /** Holds every answer back, on new connections too, until it is mended: all is taken, and nothing comes. */
  hush(): void
  mend(): void
  close(): Promise<void>
}

/** Passes bytes on to `target`, and cuts connections off in the middle, wherever that falls: between frames, or within one. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  const cuts: number[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  }
  let isDown = false
  let isSilent = false
  const upstreams = new Set<Socket>()
  const server = createServer((client) => {
    if (isDown) return void client.on('error', () => {}).destroy()
    const upstream = connect(Number(port), hostname)
    let left = cuts.shift() ?? Infinity
    const cut = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      keep(socket)
      socket.once('close', cut)
    }
    client.pipe(upstream)
    upstreams.add(upstream)
    upstream.once('close', () => upstreams.delete(upstream))
    upstream.on('data', (chunk: Buffer) => {
      const isLast = chunk.length >= left
      client.write(chunk.subarray(0, left), () => isLast && cut())
      left -= chunk.length
    })
    if (isSilent) upstream.pause()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cutAfter: (bytes) => void cuts.push(...bytes),
    cut() {
      isDown = true
      for (const socket of sockets) socket.destroy()
    },
    hush() {
      isSilent = true
      for (const upstream of upstreams) upstream.pause()
    },
    mend() {
      isDown = false
      isSilent = false
      for (const upstream of upstreams) upstream.resume()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
