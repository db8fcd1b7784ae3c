// The three ways to use @sluice/client: watch one as it is written, run one to its end, and start many.
//
//   SLUICE_TOKEN=<token> [SLUICE_URL=http://127.0.0.1:4000] node examples/typescript.ts "Bread is baked. What is baked?"

import { createClient, emptyView, fold, LeftRunning, NotSucceeded } from '@sluice/client'

const {
  SLUICE_URL: url = 'http://127.0.0.1:4000',
  SLUICE_TOKEN: token,
  SLUICE_MODEL: model = 'builtin:extract',
} = process.env
const prompt = process.argv[2] ?? 'Bread is baked. What is baked?'
const client = createClient({ url, token })

// 1. Watch: every event once and in order, whatever the line does. `fold` keeps what they come to.
const { id, threadId } = await client.start({ model, prompt })
let view = emptyView
for await (const event of client.watch(id)) {
  view = fold(view, event)
  if (event.__typename === 'TextDelta') process.stdout.write(event.text)
}
console.log(`\n${view.status}, ${view.usage?.outputTokens ?? 'an unknown number of'} tokens`)

// 2. Run: start and wait, here as a follow-up in the same thread. After the time limit it goes on without us.
try {
  const { text, cost } = await client.run({ model, threadId, parentId: id, prompt }, { timeoutMs: 60_000 })
  console.log(`Again, in ${text.length} characters, for ${cost === null ? 'an unknown price' : `$${cost}`}.`)
} catch (error) {
  if (error instanceof LeftRunning) console.log(`Not yet: come back for ${error.generationId}.`)
  else if (error instanceof NotSucceeded) console.log(`${error.status}, ${error.code}. It had written: ${error.text}`)
  else throw error
}

// 3. Many: a few requests at a time, and when the line is full it waits for room.
const outcomes = await client.startMany(
  [1, 2, 3].map((n) => ({ model, prompt: `${prompt} (${n})`, labels: ['example'] })),
)
for (const { started, error } of outcomes)
  console.log(started ? `started ${started.id}` : `not started: ${error?.code}`)
