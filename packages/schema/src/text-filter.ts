import { InvalidInput } from '@sluice/core/invalid-input'
import { toWellFormed } from '@sluice/core/text/well-formed'

/** The text that a list is to be searched for; null where it is not. @throws InvalidInput for one that is too long */
export function searchedText(text: string | null | undefined): string | null {
  const clean = toWellFormed(text ?? '').trim()
  if (clean.length > 200) throw new InvalidInput('filter.text', 'A text to search for has at most 200 characters.')
  return clean === '' ? null : clean
}
