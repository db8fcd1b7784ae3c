import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'

/** Typed documents for every `.graphql` file of the page. Reads files only, never the network. */
export const codegenConfig: CodegenConfig = {
  schema: join(import.meta.dirname, '../../packages/schema/schema.graphql'),
  documents: [join(import.meta.dirname, 'src/**/*.graphql')],
  silent: true,
  generates: {
    [join(import.meta.dirname, 'src/graphql/generated/')]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'documentNode',
        enumsAsTypes: true,
        futureProofEnums: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          DateTime: 'string',
          Decimal: 'string',
          EventCursor: 'string',
          ActivityCursor: 'string',
          Cursor: 'string',
        },
      },
    },
  },
}
