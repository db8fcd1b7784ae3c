import type { Dictionary } from '../i18n/dictionary.ts'
import type { Formats } from '../i18n/formats.ts'
import type { ModelGroup } from './composer-requests.ts'

export type ModelOption = { id: string; name: string; note: string }
export type OptionGroup = { provider: string; problem: string | null; options: ModelOption[] }

type Words = Dictionary['composer']
/** In what models are told. */
type Telling = { words: Words; formats: Pick<Formats, 'number'> }

const extractId = 'builtin:extract'

/** What a model is called in the list; the one that is no language model says so. */
const nameOf = (model: ModelGroup['models'][number], words: Words) =>
  model.id === extractId ? words.noLanguageModel : model.name

const noteOf = (contextTokens: number | null, { words, formats }: Telling) =>
  contextTokens === null ? '' : words.context(formats.number(Math.round(contextTokens / 1000)))

/** The models that match what was typed, by provider. Providers that cannot be reached stay, with the reason. */
export function filterModels(groups: readonly ModelGroup[], typed: string, telling: Telling): OptionGroup[] {
  const { words } = telling
  const wanted = typed.trim().toLowerCase()
  return groups.flatMap((group) => {
    const options = group.models
      .map((model) => ({ id: model.id, name: nameOf(model, words), note: noteOf(model.contextTokens, telling) }))
      .filter((option) => `${option.id} ${option.name}`.toLowerCase().includes(wanted))
    const problem = group.isReachable ? null : (group.message ?? words.unreachable)
    return options.length > 0 || problem ? [{ provider: group.name, problem, options }] : []
  })
}

/** What to use when nothing was ever chosen: the first model that answers. */
export function defaultModel(groups: readonly ModelGroup[]): string | null {
  return groups.find((group) => group.isReachable && group.models.length > 0)?.models[0]?.id ?? null
}
