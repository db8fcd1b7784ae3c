/** The object ids of PostgreSQL's types that the two drivers would read differently. */
export const typeId = { int8: 20, date: 1082, timestamp: 1114, int8Array: 1016, numericArray: 1231 } as const

/** @throws RangeError beyond what a number holds exactly */
export function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is not a safe integer: read it as ::text`)
  return value
}

/** Leaves it as PostgreSQL writes it. */
export const parseText = (text: string): string => text
