import { InvalidInput } from '@sluice/core/invalid-input'
import { toWellFormed } from '@sluice/core/text/well-formed'
import { type PageArgs, pages } from './page.ts'

/** A search looks through thousands of texts whatever it finds. Some fit into one document, and some hundreds into a minute. */
const searchCost = 2_000

/** What a page costs of a list that can be searched. */
export function complexityOfSearch({
  filter,
  ...page
}: PageArgs & { readonly filter?: { readonly text?: string | null | undefined } | null | undefined }) {
  const { field, multiplier } = pages.complexity(page)
  return { field: filter?.text ? searchCost : field, multiplier }
}

/** The text that a list is to be searched for; null where it is not. @throws InvalidInput for one that is too long */
export function searchedText(text: string | null | undefined): string | null {
  const clean = toWellFormed(text ?? '').trim()
  if (clean.length > 200) throw new InvalidInput('filter.text', 'A text to search for has at most 200 characters.')
  return clean === '' ? null : clean
}
