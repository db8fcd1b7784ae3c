import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** The schema that is printed and committed: what clients are told that there is. */
export function readPrintedSchema(): GraphQLSchema {
  return buildSchema(readFileSync(fileURLToPath(import.meta.resolve('@sluice/schema/schema.graphql')), 'utf8'))
}
