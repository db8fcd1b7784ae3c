import { readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './src/schema.ts'

// `node print.ts` writes schema.graphql; with --check it only tells whether that file is what the code says.
const file = new URL('./schema.graphql', import.meta.url)
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`
if (!process.argv.includes('--check')) writeFileSync(file, printed)
else if (readFileSync(file, 'utf8') !== printed) {
  process.stderr.write('schema.graphql is not what the code says. Run: npm run print --workspace packages/schema\n')
  process.exit(1)
}
