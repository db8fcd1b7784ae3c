import type { ProviderEvent } from '@sluice/core/provider/provider'
import type { Translate } from './answer-stream.ts'
import type { SseEvent } from './sse-parser.ts'

type Content = Extract<ProviderEvent, { text: string }>

/** Whether there is something in it to read. */
export const isContent = (event: ProviderEvent): event is Content => event.type === 'text' || event.type === 'thinking'

/** No more is added to a piece of content that is as long as this, in UTF-16 code units. */
const maxJoined = 16_384

/**
 * Translates what came together, and hands on as one what is of one kind: each piece goes through a dozen hands. 60 answers of 250 tokens/s took 7 % less CPU
 * with it, 100 of 40 tokens/s 2 % (2026-11).
 */
export function* joinContent(batch: readonly SseEvent[], translate: Translate): Generator<ProviderEvent> {
  let joined = null as Content | null
  try {
    for (const event of batch) {
      for (const neutral of translate(event)) {
        if (isContent(neutral) && joined?.type === neutral.type && joined.text.length < maxJoined) {
          joined = { ...neutral, text: joined.text + neutral.text }
          continue
        }
        if (joined) yield joined
        joined = null
        if (isContent(neutral)) joined = neutral
        else yield neutral
      }
    }
  } catch (error) {
    if (joined) yield joined // what came before a failure is kept
    throw error
  }
  if (joined) yield joined
}
