import { readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { printReference } from './reference.ts'
import { schema } from './src/schema.ts'

// `node print.ts` writes schema.graphql and docs/schema.md; with --check it only tells whether they are what the code says.
const sorted = lexicographicSortSchema(schema)
const files = [
  { url: new URL('./schema.graphql', import.meta.url), printed: `${printSchema(sorted)}\n` },
  { url: new URL('../../docs/schema.md', import.meta.url), printed: printReference(sorted) },
]
for (const { url, printed } of files) {
  if (!process.argv.includes('--check')) writeFileSync(url, printed)
  else if (readFileSync(url, 'utf8') !== printed) {
    process.stderr.write(`${url.pathname} is not what the code says. Run: npm run print --workspace packages/schema\n`)
    process.exitCode = 1
  }
}
