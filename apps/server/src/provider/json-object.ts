import { AppError } from '@sluice/core/app-error'

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The value as an object; an empty one when it is none, so that fields can be looked up without a ladder of checks. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The JSON object in an event's data. @throws AppError MALFORMED_STREAM when it is none. */
export function parseObject(data: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    value = undefined // JSON's own message quotes the data, which is the provider's and not for everybody's eyes
  }
  if (isObject(value)) return value
  throw new AppError('MALFORMED_STREAM', {
    message:
      'The provider sent something that is not part of its protocol. Try again; if it stays so, check its address and version.',
  })
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
