import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'

/** Where they go. */
export const codegenOutput = join(import.meta.dirname, 'src/graphql/generated/')

/** Typed documents for every `.graphql` file of the page. Reads files only, never the network. */
export const codegenConfig: CodegenConfig = {
  schema: join(import.meta.dirname, '../../packages/schema/schema.graphql'),
  documents: [join(import.meta.dirname, 'src/**/*.graphql')],
  silent: true,
  generates: {
    [codegenOutput]: {
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
    },
  },
}
