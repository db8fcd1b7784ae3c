import type { WatchEvent } from '@sluice/core/generation/event'
import { BREAK, type FieldNode, type GraphQLResolveInfo, visit } from 'graphql'
import type { Context } from './context.ts'
import type { WatchedEvent } from './generation-event.ts'

/** Makes the events of one stream of one generation what the schema resolves, with the text so far where that is asked for. */
export function makeWatched(
  { textUpTo }: Pick<Context, 'textUpTo'>,
  { id, isHidden }: { readonly id: string; readonly isHidden: boolean },
  info: GraphQLResolveInfo,
): (event: WatchEvent) => WatchedEvent {
  const keepsText = asksForText(info)
  const soFar = makeSoFar((seq) => textUpTo(id, seq))
  return (event) => {
    if (keepsText) soFar.note(event)
    return { ...event, generationId: id, isHidden, soFar: () => soFar.upTo(event.seq) }
  }
}

/** Whether this operation selects `soFar` anywhere. */
function asksForText({ operation, fragments }: GraphQLResolveInfo): boolean {
  let found = false
  const look = {
    Field(node: FieldNode) {
      if (node.name.value !== 'soFar') return undefined
      found = true
      return BREAK
    },
  }
  for (const root of [operation, ...Object.values(fragments)]) visit(root, look)
  return found
}

/** The text so far of one stream. Kept only where it is asked for: 200 streams that kept it grew by 15 MB a minute (2026-11). */
function makeSoFar(read: (seq: number) => Promise<string>): {
  note(event: WatchEvent): void
  upTo(seq: number): Promise<string>
} {
  let text: string | null = null
  let last = -1
  return {
    note({ seq, body }) {
      if (seq <= last) return
      last = seq
      if (body.kind === 'GenerationSnapshot') text = body.text
      else if (body.kind === 'Restarted') text = ''
      else if (body.kind === 'TextDelta' && text !== null) text += body.text
    },
    async upTo(seq) {
      text ??= await read(seq)
      return text
    },
  }
}
