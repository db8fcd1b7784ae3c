import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Listener, ListenHandlers } from './sql.ts'

/** Where and to what to listen. */
export interface ListenOnPostgres extends ListenHandlers {
  config: pg.ClientConfig
  channel: string
}

const firstRetryMs = 100
const lastRetryMs = 5_000

/**
 * Listens on a connection of its own, and again on a new one whenever it is lost. The first attempt must succeed.
 * @throws an Error of the driver
 */
export async function listenOnPostgres({ config, channel, ...handlers }: ListenOnPostgres): Promise<Listener> {
  const stop = new AbortController()
  const connect = () => connectListener(config, channel, handlers.onNotify)
  let connection = await connect()

  const follow = async () => {
    while (!stop.signal.aborted) {
      await connection.lost
      const next = await reconnect(connect, stop.signal)
      if (!next) return
      connection = next
      if (!stop.signal.aborted) handlers.onReconnect?.()
    }
  }
  const following = follow()

  return {
    dispose: async () => {
      stop.abort()
      await connection.end()
      await following
      await connection.end() // one that came while we were stopping
    },
  }
}

interface Connection {
  /** Resolves when the connection has ended, for whatever reason. */
  lost: Promise<void>
  end(): Promise<void>
}

async function connectListener(
  config: pg.ClientConfig,
  channel: string,
  onNotify: (payload: string) => void,
): Promise<Connection> {
  const client = new pg.Client(config)
  const { promise: lost, resolve } = Promise.withResolvers<void>()
  client.on('error', () => resolve())
  client.on('end', () => resolve())
  client.on('notification', ({ payload }) => onNotify(payload ?? ''))
  const end = () => client.end().catch(() => {})
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
  } catch (error) {
    await end()
    throw error
  }
  return { lost, end }
}

/** @returns undefined when stopped. */
async function reconnect(connect: () => Promise<Connection>, signal: AbortSignal): Promise<Connection | undefined> {
  for (let retryMs = firstRetryMs; !signal.aborted; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
    try {
      return await connect()
    } catch {
      // Half of it at random, so that the replicas do not all come back at one moment.
      await delay(retryMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}
