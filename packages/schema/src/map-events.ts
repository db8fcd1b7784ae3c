import { asLive, type LiveStream } from '@sluice/core/generation/watch'

/** The same events, each changed: once more where one was handed over and not taken. */
export function mapEvents<In, Out>(events: LiveStream<In>, change: (event: In) => Out): LiveStream<Out> {
  return asLive(changed(events, change), (take) => events.handTo?.((event) => take(change(event))))
}

async function* changed<In, Out>(events: AsyncIterable<In>, change: (event: In) => Out): AsyncGenerator<Out> {
  for await (const event of events) yield change(event)
}
