import type { Accessor } from 'solid-js'
import type { Dictionary } from '../i18n/dictionary.ts'
import { useWords } from '../i18n/words.tsx'
import { settingsEn } from './settings.en.ts'

/** What a section is called, on its page as in the list of sections; reactive. */
export function useSectionTitle(path: keyof Dictionary['settings']['sections']): Accessor<string> {
  const words = useWords('settings', settingsEn)
  return () => words().sections[path]
}
