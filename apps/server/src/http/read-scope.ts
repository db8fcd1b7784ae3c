import { requireScope } from '@sluice/core/access/scope'
import { AppError } from '@sluice/core/app-error'
import type { Context } from '@sluice/schema/context'
import { GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { refuseBy } from './refusing.ts'

/** Lets nobody query or watch whose token does not allow to read. Mutations ask for their own scopes. */
export function useReadScope(): Plugin<Context> {
  return refuseBy(({ document, operationName, contextValue }) => {
    if (getOperationAST(document, operationName)?.operation === 'mutation') return null
    try {
      requireScope((contextValue as Context).viewer, 'READ')
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return new GraphQLError(error.message, { extensions: { code: error.code } })
    }
  })
}
