import { buildASTSchema, buildSchema, findBreakingChanges, parse, visit } from 'graphql'

/**
 * What would break clients of the schema `before` when `after` takes its place. What was deprecated before may go; a change of type must
 * come as a new field beside a deprecated one.
 *
 * @param before - SDL, as printed
 * @param after - SDL, as printed
 * @returns one line each
 */
export function breakingChanges(before: string, after: string): string[] {
  const promised = buildASTSchema(withoutDeprecated(before), { assumeValid: true })
  return findBreakingChanges(promised, buildSchema(after)).map(({ description }) => description)
}

/** What clients have not been told to leave. */
function withoutDeprecated(sdl: string) {
  const drop = (node: {
    readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined
  }) => (node.directives?.some(({ name }) => name.value === 'deprecated') ? null : undefined)
  return visit(parse(sdl, { noLocation: true }), {
    FieldDefinition: drop,
    InputValueDefinition: drop,
    EnumValueDefinition: drop,
  })
}
