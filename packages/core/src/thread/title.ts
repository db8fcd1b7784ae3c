import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'

/** The title that somebody has given, on one line. @throws InvalidInput unless it has 1 to 200 characters */
export function cleanTitle(title: string): string {
  const clean = toWellFormed(title).replaceAll(/\s+/g, ' ').trim()
  if (clean.length < 1 || clean.length > 200) throw new InvalidInput('title', 'A title has 1 to 200 characters.')
  return clean
}
