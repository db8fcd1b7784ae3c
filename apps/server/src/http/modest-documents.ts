import { BREAK, type DocumentNode, GraphQLError, type ParseOptions, parse, type Source, visit } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * What a document may hold; the most of ours is 72 fields, 18 of one name, 10 deep. Validation compares fields of one name with each other, so that 1,200 of
 * them took 1.4 s, and goes down by recursion, which 2,000 brackets break off; 200 times `__schema` was an answer of 2.7 MB (2026-11).
 */
export const documentLimits = { tokens: 5_000, ofOneName: 40, nesting: 60, introspections: 10 } as const

/** Refuses documents that would hold up everybody, before they are validated: what is asked for is then limited by the schema. */
export function useModestDocuments(): Plugin {
  return {
    onParse: ({ setParseFn }) => setParseFn(parseModestly),
  }
}

function parseModestly(source: string | Source, options?: ParseOptions): DocumentNode {
  const document = parseNested(source, { ...options, maxTokens: documentLimits.tokens })
  const excess = excessOf(document)
  if (excess) throw immodest(excess)
  return document
}

function parseNested(source: string | Source, options: ParseOptions): DocumentNode {
  try {
    return parse(source, options)
  } catch (error) {
    if (error instanceof RangeError) throw immodest(tooDeep) // its own recursion: some 700 brackets
    throw error
  }
}

const tooDeep = `This document is nested more than ${documentLimits.nesting} deep.`

function immodest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'INVALID_INPUT', http: { status: 400 } } })
}

/** What a document has too much of, in words; null when it is modest. */
export function excessOf(document: DocumentNode): string | null {
  const { ofOneName, nesting, introspections } = documentLimits
  const counts = new Map<string, number>()
  let introspected = 0
  let depth = 0
  let excess: string | null = null
  const refuse = (words: string) => {
    excess = words
    return BREAK
  }
  const deeper = {
    enter: () => (++depth > nesting ? refuse(tooDeep) : undefined),
    leave: () => void (depth -= 1),
  }
  // graphql's own walk takes no recursion, which nesting could break off.
  visit(document, {
    SelectionSet: deeper,
    ListValue: deeper,
    ObjectValue: deeper,
    Field({ alias, name }) {
      const called = (alias ?? name).value
      const count = (counts.get(called) ?? 0) + 1
      counts.set(called, count)
      if (count > ofOneName) return refuse(`This document asks for ${called} more than ${ofOneName} times.`)
      if (name.value === '__schema' || name.value === '__type') introspected += 1
      if (introspected > introspections)
        return refuse(`This document asks for the schema more than ${introspections} times.`)
      return undefined
    },
  })
  return excess
}
