import http from 'node:http'
import https from 'node:https'
import { type AddressGuard, AddressRefused } from './address-guard.ts'

/** Keep-alive agents, one for each protocol. */
export interface Agents {
  readonly http: http.Agent
  readonly https: https.Agent
}

/**
 * Agents that connect nowhere but where the guard lets them. They go by no proxy: it would look names up itself, and
 * nobody could say where a connection ends.
 */
export function makeGuardedAgents(guard: AddressGuard): Agents {
  const options = { keepAlive: true }
  return { http: guarded(new http.Agent(options), guard), https: guarded(new https.Agent(options), guard) }
}

function guarded<A extends http.Agent>(agent: A, guard: AddressGuard): A {
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const target = { host: options.host ?? '', port: Number(options.port) }
    if (!guard.isRefused(target)) return connect({ ...options, lookup: guard.lookupFor(target.port) }, callback)
    const fail = callback as ((error: Error) => void) | undefined // Node takes an error alone, its types do not
    fail?.(new AddressRefused())
    return null
  }
  return agent
}
