import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql'
import { credentialsOf, type Presented } from '../support/api-client.ts'
import { readPrintedSchema } from '../support/printed-schema.ts'

/** A way into the schema. */
export interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly name: string
  readonly field: GraphQLField<unknown, unknown>
}

/** All of them. */
export function rootFields(): RootField[] {
  const schema = readPrintedSchema()
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }
  return (['query', 'mutation', 'subscription'] as const).flatMap((operation) =>
    Object.values(roots[operation]?.getFields() ?? {}).map((field) => ({ operation, name: field.name, field })),
  )
}

/** Ids of each kind of thing, real ones of somebody else's or ones that nothing has. */
export type Ids = Readonly<
  Record<'Generation' | 'Thread' | 'Space' | 'ServiceToken' | 'Session' | 'Share' | 'Provider' | 'Comment', string>
>

const nobody = '00000000-0000-4000-8000-000000000000'
const globalId = (type: string) => Buffer.from(`${type}:${nobody}`).toString('base64')

/** Well formed, and of nothing. */
export const unknownIds: Ids = {
  Generation: globalId('Generation'),
  Thread: globalId('Thread'),
  Space: globalId('Space'),
  ServiceToken: globalId('ServiceToken'),
  Session: 'x'.repeat(43),
  Share: globalId('Share'),
  Provider: globalId('ProviderConnection'),
  Comment: globalId('Comment'),
}

const samples: Readonly<Record<string, unknown>> = {
  model: 'builtin:extract',
  prompt: 'Who goes there?',
  title: 'Another title',
  service: 'matrix',
  name: 'openai:matrix',
  baseUrl: 'https://models.example.org/v1',
  cap: 1_000,
  scope: 'MODEL',
  scopes: ['READ'],
  email: 'ada@example.org',
  newPassword: 'long enough',
  endsSessions: true,
  after: 0,
  revision: 0,
  number: 1,
  start: 0,
  end: 4,
  quote: 'Mine',
  instruction: 'Shorter.',
  replacement: 'Ours',
  text: 'Hm.',
  isResolved: true,
  over: [],
}

/** In which root field an argument stands, and the ids that it may have. */
interface Where {
  readonly at: string
  readonly ids: Ids
}

/** The kind of thing that an argument of this name is the id of, by where it stands. */
function idFor(name: string, { at, ids }: Where): string {
  if (name === 'threadId' || (/thread/i.test(at) && name === 'id')) return ids.Thread
  if (name === 'spaceId' || at === 'deleteSpace') return ids.Space
  if (name === 'subject' || name === 'principalId' || at === 'deletePerson') return nobody
  if (/ServiceToken/.test(at)) return ids.ServiceToken
  if (/revokeShare/.test(at)) return ids.Share
  if (/Provider/.test(at)) return ids.Provider
  if (/^(?:resolve|delete)Comment$/.test(at)) return ids.Comment
  return /Session/.test(at) ? ids.Session : ids.Generation
}

/** A value for an argument: what must be there, and every id that may. */
function valueFor(type: GraphQLInputType, name: string, where: Where): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, name, where)
  if (isListType(type)) return samples[name] ?? [valueFor(type.ofType, name, where)]
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || getNamedType(field.type).name === 'ID',
    )
    return Object.fromEntries(fields.map((field) => [field.name, valueFor(field.type, field.name, where)]))
  }
  if (type.name === 'ID') return idFor(name, where)
  if (name === 'idempotencyKey') return `matrix ${Math.random()}`
  if (isEnumType(type))
    return type.getValues().find((value) => value.name === samples[name])?.name ?? type.getValues()[0]?.name
  return samples[name]
}

/** A whole request for one root field. */
export function requestFor({ operation, name, field }: RootField, ids: Ids) {
  const type = getNamedType(field.type)
  const isLeaf = !('getFields' in type) && !isUnionType(type)
  const selection = isLeaf ? '' : `{ __typename ${isUnionType(type) ? '... on Error { code message }' : ''} }`
  const given = field.args.filter(
    ({ type: own }) => isNonNullType(own) || ['ID', 'Position'].includes(getNamedType(own).name),
  )
  const declared = given.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ')
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`).join(', ')
  const query = `${operation} ${declared && `(${declared})`} { result: ${name}${passed && `(${passed})`} ${selection} }`
  const variables = Object.fromEntries(
    given.map((argument) => [argument.name, valueFor(argument.type, argument.name, { at: name, ids })]),
  )
  return { query, variables }
}

/** What a root field said. */
export interface RootAnswer {
  readonly status: number
  /** All of it; of a stream what it says within a second, without keep-alives. */
  readonly text: string
}

/** Asks for one root field: `as` a bearer token, or as what a browser sends. */
export async function sendRootField(
  url: string,
  { entry, ids, as }: { readonly entry: RootField; readonly ids: Ids; readonly as: string | null | Presented },
): Promise<RootAnswer> {
  const isStream = entry.operation === 'subscription'
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...(as !== null && credentialsOf(as)),
      accept: isStream ? 'text/event-stream' : 'application/json',
      'content-type': 'application/json',
      'x-graphql-yoga-csrf': '1',
    },
    body: JSON.stringify(requestFor(entry, ids)),
  })
  return { status: response.status, text: isStream ? await beginningOf(response) : await response.text() }
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return ''
  let text = ''
  const stop = setTimeout(() => void reader.cancel(), 1_000)
  for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value
  clearTimeout(stop)
  return text.replaceAll(/^:.*\n\n/gm, '')
}
