// A fake provider to try a server by hand, and for load runs: node test/support/fake-provider/main.ts --port 4010
import { parseArgs } from 'node:util'
import { startFakeProvider } from './fake-provider.ts'
import { planned } from './paced.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const fake = await startFakeProvider({ port: Number(values.port), fallback: planned })
console.log(`OPENAI_BASE_URL=${fake.openaiBaseUrl}`)
console.log(`ANTHROPIC_BASE_URL=${fake.anthropicBaseUrl}`)
console.log(`OLLAMA_HOST=${fake.ollamaHost}`)
