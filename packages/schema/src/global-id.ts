import { decodeGlobalID } from '@pothos/plugin-relay'

const nil = '00000000-0000-0000-0000-000000000000'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether this is a uuid. */
export function isUuid(id: string): boolean {
  return uuid.test(id)
}

/** The uuid itself, or one that nothing has: a malformed id finds nothing, like any other that does not exist. */
export function asUuid(id: string): string {
  return isUuid(id) ? id : nil
}

const nodeTypes = [
  'Generation',
  'Thread',
  'Space',
  'ServiceToken',
  'Share',
  'ProviderConnection',
  'Comment',
  'Feedback',
] as const
type NodeType = (typeof nodeTypes)[number]

const nodes: ReadonlySet<string> = new Set(nodeTypes)

/** Takes a global id apart for `node`; one that is malformed, or of a type that has no ids, names a generation that nothing is. */
export function decodeNodeId(globalId: string): { typename: string; id: string } {
  try {
    const decoded = decodeGlobalID(globalId)
    if (nodes.has(decoded.typename)) return decoded
  } catch {
    // Malformed: like any other that does not exist.
  }
  return { typename: 'Generation', id: nil }
}

/** The uuid in a global id of this type; one that nothing has when it is malformed or of another type. */
export function uuidOf(typename: NodeType, globalId: string): string {
  try {
    const { typename: found, id } = decodeGlobalID(globalId)
    return found === typename ? asUuid(id) : nil
  } catch {
    return nil
  }
}
