import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql'

const builtIn: ReadonlySet<string> = new Set(['String', 'Int', 'Float', 'Boolean', 'ID'])

/** The whole schema as a page to read: what can be asked first, then every type by its name. */
export function printReference(schema: GraphQLSchema): string {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type)
  const rest = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !builtIn.has(type.name) && !roots.some((root) => root === type))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [
    '# Schema',
    'Made from the schema itself; `npm run print --workspace packages/schema` writes it anew. GraphiQL at `/graphql` shows the same and runs it.',
    ...roots.map((type) => printType(schema, type)),
    '# Types',
    ...rest.map((type) => printType(schema, type)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function printType(schema: GraphQLSchema, type: GraphQLNamedType): string {
  const parts = [`## ${type.name}`, `*${kindOf(schema, type)}*`, type.description ?? '']
  if (isEnumType(type)) {
    parts.push(
      type
        .getValues()
        .map((value) => entry(`\`${value.name}\``, value))
        .join('\n'),
    )
  } else if (isInputObjectType(type)) {
    parts.push(Object.values(type.getFields()).map(printInput).join('\n'))
  } else if (isObjectType(type) || isInterfaceType(type)) {
    parts.push(Object.values(type.getFields()).map(printField).join('\n'))
  }
  return parts.filter((part) => part !== '').join('\n\n')
}

function kindOf(schema: GraphQLSchema, type: GraphQLNamedType): string {
  if (isEnumType(type)) return 'enum'
  if (isScalarType(type)) return 'scalar'
  if (isInputObjectType(type)) return 'input'
  if (isUnionType(type)) return `one of ${links(type.getTypes())}`
  if (isInterfaceType(type)) return `interface of ${links(schema.getPossibleTypes(type))}`
  return type.getInterfaces().length > 0 ? `type, a ${links(type.getInterfaces())}` : 'type'
}

function links(types: readonly GraphQLNamedType[]): string {
  return types.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(', ')
}

type Described = {
  readonly description?: string | null | undefined
  readonly deprecationReason?: string | null | undefined
}

function entry(name: string, { description, deprecationReason }: Described): string {
  const deprecated = deprecationReason ? ` **Deprecated:** ${deprecationReason}` : ''
  return `- ${name} – ${(description ?? '').replaceAll('\n', ' ')}${deprecated}`
}

function printField(field: GraphQLField<unknown, unknown>): string {
  const own = entry(`**${field.name}** \`${String(field.type)}\``, field)
  return [own, ...field.args.map((argument) => `  ${printInput(argument)}`)].join('\n')
}

function printInput(input: GraphQLArgument | GraphQLInputField): string {
  return entry(`**${input.name}** \`${String(input.type)}\``, input)
}
