/** The languages of the page, each by its own name. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const

export type Language = keyof typeof languageNames

/** What a person has chosen; `system` follows their browser. */
export type LanguageChoice = Language | 'system'

export const languages = Object.keys(languageNames) as readonly Language[]

export const isLanguageChoice = (value: unknown): value is LanguageChoice =>
  value === 'system' || languages.some((language) => language === value)

const primaryOf = (locale: string) => locale.toLowerCase().split('-', 1)[0]

/** The language to show: the chosen one, else the first of the browser's that there is, else English. */
export function languageFor(choice: LanguageChoice, wanted: readonly string[]): Language {
  if (choice !== 'system') return choice
  const known = wanted.map(primaryOf).map((primary) => languages.find((language) => language === primary))
  return known.find((language) => language !== undefined) ?? 'en'
}

/** The locale to write numbers and dates in: the reader's own kind of the language where they have one, as en-GB. */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((locale) => primaryOf(locale) === language) ?? language

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur'])

/** The value of `dir` for a language. */
export const directionOf = (language: string) => (rightToLeft.has(language) ? 'rtl' : 'ltr')
