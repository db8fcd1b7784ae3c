import { GraphQLError } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'

/**
 * Refuses a subscription whose sender takes no event stream, before it begins: Yoga would open it, find no way to send it, and never
 * close it, so that it counted as open for ever.
 */
export function useEventStreamsOnly(): Plugin<YogaInitialContext> {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      const accept = args.contextValue.request.headers.get('accept') ?? '*/*'
      if (/text\/event-stream|text\/\*|\*\/\*/i.test(accept)) return
      const message = 'A subscription is sent as an event stream: ask for it with Accept: text/event-stream.'
      const extensions = { code: 'INVALID_INPUT', http: { status: 406 } }
      setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions })] })
    },
  }
}
