import { requireScope } from '@sluice/core/access/scope'
import { AppError } from '@sluice/core/app-error'
import type { Context } from '@sluice/schema/context'
import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Lets nobody query or watch whose token does not allow to read. Mutations ask for their own scopes. */
export function useReadScope(): Plugin<Context> {
  const refusalOf = ({ document, operationName, contextValue }: ExecutionArgs): GraphQLError | null => {
    if (getOperationAST(document, operationName)?.operation === 'mutation') return null
    try {
      requireScope((contextValue as Context).viewer, 'READ')
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return new GraphQLError(error.message, { extensions: { code: error.code } })
    }
  }
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = refusalOf(args)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const refusal = refusalOf(args)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}
