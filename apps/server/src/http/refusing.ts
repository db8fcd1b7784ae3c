import type { Context } from '@sluice/schema/context'
import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Why an operation is not carried out; null when it is. */
export type RefusalOf = (args: ExecutionArgs) => GraphQLError | null | Promise<GraphQLError | null>

/** A plugin that looks at each operation before it is executed or subscribed to, and answers with a refusal in its place. */
export function refuseBy(refusalOf: RefusalOf): Plugin<Context> {
  return {
    async onExecute({ args, setResultAndStopExecution }) {
      const refusal = await refusalOf(args)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
    async onSubscribe({ args, setResultAndStopExecution }) {
      const refusal = await refusalOf(args)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}
