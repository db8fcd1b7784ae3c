/// <reference types="node" />
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '@graphql-codegen/cli'

const here = import.meta.dirname

// Types only: what runs are the documents as they are written. Reads files, never the network.
await generate(
  {
    schema: join(here, '../schema/schema.graphql'),
    documents: [join(here, 'src/documents.ts')],
    silent: true,
    generates: {
      [join(here, 'src/generated/operations.ts')]: {
        plugins: ['typescript-operations'],
        config: {
          enumsAsTypes: true,
          futureProofEnums: true,
          useTypeImports: true,
          strictScalars: true,
          scalars: {
            ID: 'string',
            DateTime: 'string',
            Decimal: 'string',
            EventCursor: 'string',
            ActivityCursor: 'string',
            JSON: 'unknown',
            JSONObject: '{ readonly [key: string]: unknown }',
          },
        },
      },
    },
  },
  true,
)

// The workspaces run the source. Who lives elsewhere, or on Node 20, takes `npm pack ./packages/client/dist`: JavaScript.
const dist = join(here, 'dist')
rmSync(dist, { recursive: true, force: true })
const { status } = spawnSync('tsc', ['-p', join(here, 'tsconfig.dist.json')], { stdio: 'inherit' })
if (status !== 0) throw new Error('The JavaScript of @sluice/client could not be built')
const { name, version, description } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as {
  [key in 'name' | 'version' | 'description']: string
}
const published = {
  name,
  version,
  description,
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.3' },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
}
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
