import type { Page } from '@playwright/test'

const headers = { 'x-graphql-yoga-csrf': '1' }

/** Asks the server of a page as the person whose browser this is, past the page. */
export async function send<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post(new URL('/graphql', page.url()).href, { headers, data: { query, variables } })
  const { data, errors } = (await answer.json()) as { data: Data; errors?: readonly object[] }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

export const startMutation = `mutation ($input: StartGenerationInput!) {
  startGeneration(input: $input) { ... on StartGenerationSuccess { generation { id thread { id } } } }
}`

/** What was started. */
interface Started {
  readonly id: string
  readonly thread: { readonly id: string }
}

/** Starts something as another program of this person's would; `more` is of its input. */
export async function startElsewhere(page: Page, prompt: string, more: object = {}): Promise<Started> {
  const input = { model: 'openai:test', prompt, idempotencyKey: crypto.randomUUID(), ...more }
  type Answer = { startGeneration: { generation: Started } }
  return (await send<Answer>(page, startMutation, { input })).startGeneration.generation
}

/** How many of one model run at once; with 0 all stand in line. */
export async function setModelCap(page: Page, name: string, cap: number): Promise<void> {
  const document = 'mutation ($input: SetCapInput!) { setCap(input: $input) { __typename } }'
  await send(page, document, { input: { scope: 'MODEL', name, cap } })
}
