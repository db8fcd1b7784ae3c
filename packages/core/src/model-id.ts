import { InvalidInput } from './invalid-input.ts'

/** A model's id as people write it, `provider:model`, taken apart. */
export interface ModelId {
  readonly provider: string
  /** The provider's own name for the model; may itself hold colons, as in `ollama:llama3.2:1b`. */
  readonly name: string
}

/** Takes `provider:model` apart at the first colon; null when it is not of that form. */
export function parseModelId(id: string): ModelId | null {
  const match = /^([a-z][a-z0-9_-]{0,62}):([^\s\p{Cc}\p{Cs}]{1,200})$/u.exec(id)
  return match?.[1] && match[2] ? { provider: match[1], name: match[2] } : null
}

/**
 * The same for what somebody has given.
 *
 * @param path - where in the input it stands
 * @throws InvalidInput
 */
export function requireModelId(path: string, id: string): ModelId {
  const model = parseModelId(id)
  if (model) return model
  throw new InvalidInput(path, 'A model is named as provider:model, for example builtin:extract.')
}
