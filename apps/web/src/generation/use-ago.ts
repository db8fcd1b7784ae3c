import { useFormats, useWords } from '../i18n/words.tsx'
import { useNow } from '../ui/clock.tsx'
import { generationEn } from './generation.en.ts'
import { formatAgo } from './measures.ts'

/** How long ago something was, in the page's language; reactive, as time passes too. */
export function useAgo(): (at: string) => string {
  const words = useWords('generation', generationEn)
  const formats = useFormats()
  const now = useNow()
  return (at) => formatAgo(at, now(), { ...words(), day: formats().day })
}
