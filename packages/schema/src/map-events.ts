/** The same events, each changed. */
export async function* mapEvents<In, Out>(
  events: AsyncIterable<In>,
  change: (event: In) => Out,
): AsyncGenerator<Out, void> {
  for await (const event of events) yield change(event)
}
