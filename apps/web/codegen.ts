import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'

const schemaFolder = join(import.meta.dirname, '../../packages/schema')

/** The printed schema; before there is one, the contract that it is written against. */
const schema = ['schema.graphql', 'contract-draft.graphql'].map((name) => join(schemaFolder, name)).find(existsSync)

/** Typed documents for every `.graphql` file of the page. Reads files only, never the network. */
export const codegenConfig: CodegenConfig = {
  schema: schema ?? join(schemaFolder, 'schema.graphql'),
  documents: [join(import.meta.dirname, 'src/**/*.graphql')],
  silent: true,
  generates: {
    [join(import.meta.dirname, 'src/graphql/generated/')]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'documentNode',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTime: 'string', Decimal: 'string', EventCursor: 'string', Cursor: 'string' },
      },
    },
  },
}
