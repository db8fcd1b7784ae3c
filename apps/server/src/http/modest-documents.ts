import type { ASTNode, DocumentNode } from 'graphql'
import { GraphQLError, type ParseOptions, parse, type Source } from 'graphql'
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

/** What a document has too much of, in words; null when it is modest. Without recursion, which it could break off. */
export function excessOf(document: DocumentNode): string | null {
  const counts = new Map<string, number>()
  const add = (name: string) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count
  }
  const left: { readonly node: ASTNode; readonly depth: number }[] = [{ node: document, depth: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, depth } = next
    if (depth > documentLimits.nesting) return tooDeep
    if (node.kind === 'Field') {
      const name = (node.alias ?? node.name).value
      if (add(name) > documentLimits.ofOneName)
        return `This document asks for ${name} more than ${documentLimits.ofOneName} times.`
      const isIntrospection = node.name.value === '__schema' || node.name.value === '__type'
      if (isIntrospection && add('introspection ') > documentLimits.introspections)
        return `This document asks for the schema more than ${documentLimits.introspections} times.`
    }
    const isDeeper = node.kind === 'SelectionSet' || node.kind === 'ListValue' || node.kind === 'ObjectValue'
    for (const child of childrenOf(node)) left.push({ node: child, depth: isDeeper ? depth + 1 : depth })
  }
  return null
}

function childrenOf(node: ASTNode): ASTNode[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => (key === 'loc' ? [] : nodesIn(value)))
}

function nodesIn(value: unknown): ASTNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  return typeof value === 'object' && value !== null && 'kind' in value ? [value as ASTNode] : []
}
