import { complexityFromQuery } from '@pothos/plugin-complexity'
import type { Context } from '@sluice/schema/context'
import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST, Kind } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { refuseBy } from './refusing.ts'

/**
 * Charges each request what it costs, and refuses to read when the minute's allowance is used up. Mutations are charged, for what they
 * answer with, and never refused: a start waits in line, and a stop must stop.
 */
export function useRateLimit(): Plugin<Context> {
  return refuseBy(async (args) => {
    const { rateLimit } = args.contextValue as Context
    const waitMs = await rateLimit.charge(costOf(args))
    const isMutation = getOperationAST(args.document, args.operationName)?.operation === 'mutation'
    return waitMs === null || isMutation ? null : tooMany(waitMs)
  })
}

/** At least one; what cannot be reckoned is refused by what comes after. */
function costOf({ schema, document, operationName, variableValues, contextValue }: ExecutionArgs): number {
  try {
    const { complexity } = complexityFromQuery(only(document, operationName), {
      schema,
      ctx: contextValue as Context,
      ...(variableValues && { variables: { ...variableValues } }),
    })
    return Math.max(1, Math.ceil(complexity))
  } catch {
    return 1
  }
}

/** The operation that is asked for alone, with all fragments: of several the first would be reckoned. */
function only(document: DocumentNode, operationName: string | null | undefined): DocumentNode {
  const operation = getOperationAST(document, operationName)
  if (!operation) return document
  return {
    ...document,
    definitions: document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION || each === operation),
  }
}

function tooMany(waitMs: number): GraphQLError {
  const seconds = Math.ceil(waitMs / 1_000)
  return new GraphQLError(`You have read as much as is allowed in a minute. Try again in ${seconds} s.`, {
    extensions: {
      code: 'TOO_MANY_REQUESTS',
      retryable: true,
      retryAfterMs: waitMs,
      http: { status: 429, headers: { 'retry-after': `${seconds}` } },
    },
  })
}
