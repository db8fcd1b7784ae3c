import type { ApiClient } from './api-client.ts'

/** One of the mutations, which all take one input and answer a success or a refusal. */
interface Mutation {
  readonly name: string
  readonly input: object
  /** What is asked of its success. Default: nothing but its name. */
  readonly success?: string
  /** What is asked of a refusal. Default: its code. */
  readonly refusal?: string
  /** Whether a refusal says where the input is wrong; only mutations that can refuse a value know that. */
  readonly saysPath?: boolean
}

/** Does it, and answers its result: the success as `Answer` has it, or a refusal with its code. */
export async function mutate<Answer>(
  api: ApiClient,
  { name, input, success, refusal = 'code', saysPath = false }: Mutation,
): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const asked = success === undefined ? '' : `... on ${type}Success { ${success} }`
  const path = saysPath ? '... on InvalidInput { path }' : ''
  const document = `mutation ($input: ${type}Input!) { result: ${name}(input: $input) { __typename ${asked} ... on Error { ${refusal} } ${path} } }`
  return (await api.query<{ result: Answer }>(document, { input })).result
}
