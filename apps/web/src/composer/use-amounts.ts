import { useFormats, useWords } from '../i18n/words.tsx'
import { estimateEn } from './estimate.en.ts'
import { makeWriteAmount, makeWriteUntil, type Speech } from './estimate-words.ts'

/** How amounts of budgets are written in the page's language; reactive. */
export function useAmounts(): () => Speech {
  const words = useWords('estimate', estimateEn)
  const formats = useFormats()
  return () => ({ words: words(), write: makeWriteAmount(words(), formats()), until: makeWriteUntil(formats()) })
}
