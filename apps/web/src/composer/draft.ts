import type { EstimateGenerationInput, ReasoningEffort } from '../graphql/generated/graphql.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import type { Formats } from '../i18n/formats.ts'
import { createStoredSignal } from '../ui/stored-signal.ts'
import type { StartRequest } from './make-starter.ts'

/** What is written in the composer; numbers as typed. */
export type Draft = {
  prompt: string
  instructions: string
  temperature: string
  maxOutputTokens: string
  reasoningEffort: string
}

const emptyDraft: Draft = {
  prompt: '',
  instructions: '',
  temperature: '',
  maxOutputTokens: '',
  reasoningEffort: '',
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(emptyDraft).every((key) => typeof Reflect.get(value, key) === 'string')

/** The draft of one place (the tray, or a thread), kept across reloads. */
export const createDraft = (place: string) =>
  createStoredSignal({ key: `sluice.draft.${place}`, initial: emptyDraft, isValid: isDraft })

const numberOf = (text: string) => {
  const number = Number.parseFloat(text.replace(',', '.'))
  return Number.isNaN(number) ? undefined : number
}
/** "4,096" is four thousand in English, as "4.096" is in German. */
const wholeNumberOf = (text: string) => {
  const number = numberOf(text.replaceAll(/[.,\s](?=\d{3}(?!\d))/g, ''))
  return number === undefined ? undefined : Math.round(number)
}
const effortOf = (text: string): Extract<ReasoningEffort, 'LOW' | 'MEDIUM' | 'HIGH'> | undefined =>
  text === 'LOW' || text === 'MEDIUM' || text === 'HIGH' ? text : undefined

/** In what parameters are told. */
type Telling = { words: Pick<Dictionary['composer'], 'noted'>; formats: Pick<Formats, 'number'> }

/** The parameters as people read them, for the closed disclosure. */
export function describeParameters(draft: Draft, { words, formats }: Telling): string {
  const { noted } = words
  const temperature = numberOf(draft.temperature)
  const most = wholeNumberOf(draft.maxOutputTokens)
  const effort = effortOf(draft.reasoningEffort)
  const parts = [
    temperature === undefined ? '' : noted.temperature(formats.number(temperature)),
    most === undefined ? '' : noted.atMost(formats.number(most)),
    effort === undefined ? '' : noted.effort[effort],
    draft.instructions.trim() === '' ? '' : noted.instructions,
  ]
  return parts.filter(Boolean).join(', ')
}

/** The request that a draft stands for. What was left empty is left to the server. */
export function requestOfDraft(draft: Draft, model: string): StartRequest {
  const instructions = draft.instructions.trim()
  return {
    model,
    prompt: draft.prompt.trim(),
    ...(instructions === '' ? {} : { instructions }),
    parameters: {
      temperature: numberOf(draft.temperature),
      maxOutputTokens: wholeNumberOf(draft.maxOutputTokens),
      reasoningEffort: effortOf(draft.reasoningEffort),
    },
  }
}

type EstimatedPlace = Pick<EstimateGenerationInput, 'threadId' | 'parentId' | 'spaceId'>

/** The same, to be reckoned only. */
export const estimateInputOf = (draft: Draft, model: string, place: EstimatedPlace): EstimateGenerationInput => {
  const { prompt, instructions, parameters } = requestOfDraft(draft, model.trim())
  return { model: model.trim(), prompt, instructions, parameters, ...place }
}
