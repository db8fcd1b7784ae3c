import type { Entry } from '../generation/create-entry.ts'
import { wordFor } from '../i18n/word-for.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Fact } from './fact.tsx'
import { provenanceEn } from './provenance.en.ts'

/** What was asked of which model, and what it came to. */
export function Facts(props: { entry: Entry }) {
  const words = useWords('provenance', provenanceEn)
  const formats = useFormats()
  const row = () => props.entry.row()
  const usage = () => {
    const used = props.entry.view().usage ?? row().usage
    if (!used) return null
    const parts = [
      words().tokensIn(formats().number(used.inputTokens)),
      words().tokensOut(formats().number(used.outputTokens)),
      used.reasoningTokens ? words().tokensThinking(formats().number(used.reasoningTokens)) : '',
      used.cachedInputTokens ? words().tokensCached(formats().number(used.cachedInputTokens)) : '',
    ]
    return parts.filter(Boolean).join(', ') + (used.isEstimated ? ` ${words().estimated}` : '')
  }
  const cost = () => {
    const known = props.entry.view().cost ?? row().cost
    return known === null ? null : formats().exactDollars(known) // its price is not known, or it is not for the viewer: nobody tells which
  }
  const parameters = () => {
    const { temperature, maxOutputTokens, reasoningEffort } = row().parameters
    const parts = [
      temperature === null ? '' : words().temperature(formats().number(temperature)),
      maxOutputTokens === null ? '' : words().atMost(formats().number(maxOutputTokens)),
      reasoningEffort === null ? '' : wordFor(words().efforts, reasoningEffort),
    ]
    return parts.filter(Boolean).join(', ')
  }
  return (
    <dl class="flex flex-col gap-1">
      <Fact name={words().model} value={row().model} />
      <Fact name={words().requested} value={row().requestedModel === row().model ? null : row().requestedModel} />
      <Fact name={words().instructions} value={row().instructions} />
      <Fact name={words().parameters} value={parameters()} />
      <Fact name={words().labels} value={row().labels.join(', ')} />
      <Fact name={words().started} value={formats().moment(row().createdAt)} />
      <Fact name={words().usage} value={usage()} />
      <Fact name={words().cost} value={cost()} />
    </dl>
  )
}
