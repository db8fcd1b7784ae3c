import type { Page } from '@playwright/test'

const headers = { 'x-graphql-yoga-csrf': '1' }

/** Asks the server of a page as the person whose browser this is, past the page. */
async function send<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post(new URL('/graphql', page.url()).href, { headers, data: { query, variables } })
  const { data, errors } = (await answer.json()) as { data: Data; errors?: readonly object[] }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

/** Starts something as another program of this person's would; answers the thread. */
export async function startElsewhere(page: Page, prompt: string, model = 'openai:test'): Promise<string> {
  const document = `mutation ($input: StartGenerationInput!) {
    startGeneration(input: $input) { ... on StartGenerationSuccess { generation { thread { id } } } }
  }`
  const input = { model, prompt, labels: ['elsewhere'], idempotencyKey: crypto.randomUUID() }
  type Started = { startGeneration: { generation: { thread: { id: string } } } }
  return (await send<Started>(page, document, { input })).startGeneration.generation.thread.id
}

/** How many of one model run at once; with 0 all stand in line. */
export async function setModelCap(page: Page, name: string, cap: number): Promise<void> {
  const document = 'mutation ($input: SetCapInput!) { setCap(input: $input) { __typename } }'
  await send(page, document, { input: { scope: 'MODEL', name, cap } })
}
