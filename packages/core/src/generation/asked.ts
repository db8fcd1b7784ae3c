import { InvalidInput } from '../invalid-input.ts'
import { type ModelId, requireModelId } from '../model-id.ts'
import type { GenerationParameters } from '../provider/provider.ts'
import { findSchemaFault, type JsonSchema } from './output-schema.ts'

/** What is asked of a model, whether it is started or only reckoned. */
export interface Asked {
  readonly model: string
  readonly prompt: string
  readonly instructions?: string | undefined
  readonly parameters?: GenerationParameters | undefined
  /** A JSON Schema that the output must be JSON of. */
  readonly outputSchema?: JsonSchema | undefined
}

/** Longest prompt, in UTF-16 code units: about a million tokens' worth, and far below what one row can hold. */
export const maxPromptLength = 4_000_000

/** Answers the model that is asked. @throws InvalidInput */
export function checkAsked({ model, prompt, instructions = '', parameters = {}, outputSchema }: Asked): ModelId {
  const named = requireModelId('model', model)
  if (prompt.trim() === '') throw new InvalidInput('prompt', 'The prompt is empty.')
  if (prompt.length > maxPromptLength) {
    throw new InvalidInput('prompt', `The prompt is longer than ${maxPromptLength} characters.`)
  }
  if (instructions.length > 200_000) {
    throw new InvalidInput('instructions', 'Instructions have at most 200,000 characters.')
  }
  checkParameters(parameters)
  const fault = outputSchema ? findSchemaFault(outputSchema) : null
  if (fault !== null) throw new InvalidInput('outputSchema', fault)
  return named
}

function checkParameters({ temperature, maxOutputTokens }: GenerationParameters): void {
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw new InvalidInput('parameters.temperature', 'The temperature lies between 0 and 2.')
  }
  if (maxOutputTokens !== undefined && (maxOutputTokens < 1 || maxOutputTokens > 1_000_000)) {
    throw new InvalidInput('parameters.maxOutputTokens', 'maxOutputTokens lies between 1 and 1,000,000.')
  }
}
