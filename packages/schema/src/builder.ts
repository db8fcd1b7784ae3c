import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import type PrismaTypes from '@sluice/prisma/pothos'
import { getDatamodel } from '@sluice/prisma/pothos'
import type { Context } from './context.ts'
import { decodeNodeId } from './global-id.ts'

interface SchemaTypes {
  PrismaTypes: PrismaTypes
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    Decimal: { Input: string; Output: string }
    JSON: { Input: unknown; Output: unknown }
    JSONObject: { Input: Record<string, unknown>; Output: Record<string, unknown> }
    /** The `seq` that it stands for. */
    EventCursor: { Input: number; Output: number }
    /** The horizon that it stands for. */
    ActivityCursor: { Input: number; Output: number }
  }
}

/** The one builder. Each file of this package adds the types, fields and operations of one domain object to it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ComplexityPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  // A page of a hundred generations with attempts passes; a hundred threads with a hundred generations each do not.
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    limit: { complexity: 20_000, depth: 14, breadth: 500 },
  },
  prisma: {
    client: (context) => context.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
  },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodesQueryOptions: false,
    decodeGlobalID: decodeNodeId,
    idFieldOptions: { description: 'Global id.' },
    edgesFieldOptions: { description: 'What the page holds, each with its cursor.' },
    nodeFieldOptions: { description: 'The thing itself.' },
    cursorFieldOptions: { description: 'Its place in the list, for after and before.' },
    pageInfoFieldOptions: { description: 'Where the page stands in the list.' },
    hasNextPageFieldOptions: { description: 'Whether more comes after.' },
    hasPreviousPageFieldOptions: { description: 'Whether more comes before.' },
    startCursorFieldOptions: { description: 'The place of the first. Null on an empty page.' },
    endCursorFieldOptions: { description: 'The place of the last. Null on an empty page.' },
    firstArgOptions: { description: 'How many at most, from the beginning or from after. Default: 20; at most 100.' },
    lastArgOptions: { description: 'How many at most, from the end or from before; at most 100.' },
    afterArgOptions: { description: 'Only what comes after this place.' },
    beforeArgOptions: { description: 'Only what comes before this place.' },
    defaultConnectionTypeOptions: { description: 'A page of a list.' },
    defaultEdgeTypeOptions: { description: 'One entry of a page.' },
    nodeQueryOptions: {
      description: 'Any object by its global id. Null when there is none, or when the viewer may not see it.',
      nullable: true,
      args: { id: { description: 'Its global id.' } },
    },
    nodeTypeOptions: { description: 'Something with a global id.' },
    pageInfoTypeOptions: { description: 'Where a page of a connection stands.' },
  },
})

builder.queryType({ description: 'Reads. Everything is limited to what the viewer may see.' })
builder.mutationType({ description: 'Commands. Each answers with a union of its success and of typed errors.' })
builder.subscriptionType({ description: 'Live streams, over server-sent events.' })

/** What a function is given that makes the fields of an object. */
export type FieldsOf<Parent> = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Parent>
