import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { generate } from '@graphql-codegen/cli'
import { build } from 'vite'
import { codegenConfig, persistedDocuments } from './codegen.ts'

const limitBytes = 150_000

type Chunk = { fileName: string; name: string; isEntry: boolean; imports: string[]; code: string }

/** What the browser runs before the first view is on screen: the entry, the tray, and all that they import at once. */
function firstLoad(chunks: readonly Chunk[]): Chunk[] {
  const wanted = new Set(chunks.filter((chunk) => chunk.isEntry || chunk.name === 'tray-view'))
  for (const chunk of wanted) {
    for (const found of chunks.filter(({ fileName }) => chunk.imports.includes(fileName))) wanted.add(found)
  }
  return [...wanted]
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const gzippedBytes = (chunks: readonly Chunk[]) => chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)

await generate(codegenConfig, true)
const result = await build({ root: import.meta.dirname, logLevel: 'warn' })
const outputs = Array.isArray(result) ? result : [result]
const chunks = outputs.flatMap((output) =>
  'output' in output ? output.output.filter((file) => file.type === 'chunk') : [],
)
const first = gzippedBytes(firstLoad(chunks))
console.log(
  `page built: JavaScript gzipped ${kilobytes(first)} on first load (limit ${kilobytes(limitBytes)}), ` +
    `${kilobytes(gzippedBytes(chunks))} in all`,
)
// The server sends these in place of the files where the browser takes them: a third of the bytes, and no work at each request.
for (const path of globSync(join(import.meta.dirname, 'dist/**/*.{js,css,html,svg}'))) {
  const bytes = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(bytes))
  writeFileSync(`${path}.gz`, gzipSync(bytes))
}
// Beside the page and not in it: the server reads it, nobody else has to.
const operations = Object.fromEntries(
  persistedDocuments.flatMap((path) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>),
  ),
)
writeFileSync(join(import.meta.dirname, 'dist-operations.json'), JSON.stringify(operations, null, 2))
if (first > limitBytes) throw new Error('The first load of the page is over its limit')
