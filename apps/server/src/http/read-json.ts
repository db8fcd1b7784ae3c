import type { IncomingMessage } from 'node:http'
import { readBody } from './read-body.ts'

/** Longest body of a request that is read, in bytes. */
const mostBytes = 10_000

/** The JSON object in the body of a request; an empty one where there is none, or where it is too long. */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const body = await readBody(request, mostBytes)
  try {
    const value: unknown = JSON.parse(body ?? '')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
