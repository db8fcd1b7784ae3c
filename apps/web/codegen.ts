import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'

const source = (path: string) => join(import.meta.dirname, 'src', path)

/** Those with documents for themselves, so that they load with them. As trees they are long, and one module is never split. */
const apart: Readonly<Record<string, readonly string[]>> = {
  settings: ['settings'],
  share: ['share'],
  refine: ['refine', 'comments', 'compare', 'feedback'],
  provenance: ['provenance'],
}
const documentsOf = (folder: string) => source(`${folder}/**/*.graphql`)

/** Where the documents go. */
const outputs = [
  {
    output: source('graphql/generated/'),
    documents: [
      documentsOf('.'),
      ...Object.values(apart)
        .flat()
        .map((folder) => `!${documentsOf(folder)}`),
    ],
  },
  ...Object.entries(apart).map(([folder, folders]) => ({
    output: source(`${folder}/generated/`),
    documents: folders.map(documentsOf),
  })),
]

/** What the server is to know of them, one file an output. */
export const persistedDocuments = outputs.map(({ output }) => join(output, 'persisted-documents.json'))

const preset = {
  preset: 'client',
  // The server knows these documents by their hashes: `apps/server/src/http/page-operations.ts`.
  presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
  config: {
    enumsAsTypes: true,
    futureProofEnums: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: {
      DateTime: 'string',
      Decimal: 'string',
      EventCursor: 'string',
      ActivityCursor: 'string',
      JSON: 'unknown',
      JSONObject: '{ readonly [key: string]: unknown }',
      Cursor: 'string',
    },
  },
} as const

/** Typed documents for every `.graphql` file of the page. Reads files only, never the network. */
export const codegenConfig: CodegenConfig = {
  schema: join(import.meta.dirname, '../../packages/schema/schema.graphql'),
  silent: true,
  generates: Object.fromEntries(outputs.map(({ output, documents }) => [output, { documents, ...preset }])),
}
