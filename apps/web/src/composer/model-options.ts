import type { ModelGroup } from './composer-requests.ts'

export type ModelOption = { id: string; name: string; note: string }
export type OptionGroup = { provider: string; problem: string | null; options: ModelOption[] }

const extractId = 'builtin:extract'

/** What a model is called in the list; the one that is no language model says so. */
const nameOf = (model: ModelGroup['models'][number]) =>
  model.id === extractId ? 'extract, no language model' : model.name

const noteOf = (contextTokens: number | null) =>
  contextTokens === null ? '' : `${Math.round(contextTokens / 1000).toLocaleString('en')}k context`

/** The models that match what was typed, by provider. Providers that cannot be reached stay, with the reason. */
export function filterModels(groups: readonly ModelGroup[], typed: string): OptionGroup[] {
  const wanted = typed.trim().toLowerCase()
  return groups.flatMap((group) => {
    const options = group.models
      .map((model) => ({ id: model.id, name: nameOf(model), note: noteOf(model.contextTokens) }))
      .filter((option) => `${option.id} ${option.name}`.toLowerCase().includes(wanted))
    const problem = group.isReachable ? null : (group.message ?? 'Cannot be reached')
    return options.length > 0 || problem ? [{ provider: group.name, problem, options }] : []
  })
}

/** What to use when nothing was ever chosen: the first model that answers. */
export function defaultModel(groups: readonly ModelGroup[]): string | null {
  return groups.find((group) => group.isReachable && group.models.length > 0)?.models[0]?.id ?? null
}
