import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  onCleanup,
  type ParentProps,
  Suspense,
  useContext,
} from 'solid-js'
import { createStoredSignal } from '../ui/stored-signal.ts'
import type { Dictionary } from './dictionary.ts'
import { type Formats, makeFormats } from './formats.ts'
import {
  directionOf,
  isLanguageChoice,
  type Language,
  type LanguageChoice,
  languageFor,
  localeFor,
} from './language.ts'

/** English has no loader: its words come with the features that say them. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<Dictionary>> = {
  de: () => import('./dictionary.de.ts').then(({ dictionaryDe }) => dictionaryDe),
}

export type KnownLanguage = {
  /** What the page is in. */
  language: Accessor<Language>
  choice: Accessor<LanguageChoice>
  /** Changes it, and keeps it for the next time. */
  choose: (choice: LanguageChoice) => void
  /** How its readers write numbers and dates. */
  formats: Accessor<Formats>
  /** Null for English, and while another language has not come. */
  translated: Accessor<Dictionary | null>
}

/** Provided by `WordsProvider`; a test that has no page provides a language of its own. */
export const LanguageContext = createContext<KnownLanguage>()

/** The page's language, and how it is changed. Throws outside of `WordsProvider`. */
export function useLanguage(): KnownLanguage {
  const known = useContext(LanguageContext)
  if (!known) throw new Error('useLanguage outside of WordsProvider')
  return known
}

/** How the reader writes numbers and dates; reactive. */
export const useFormats = (): Accessor<Formats> => useLanguage().formats

/**
 * A feature's words in the page's language; reactive. `english` is what they are in English: a feature brings its own, so
 * that they load with it.
 */
export function useWords<Feature extends keyof Dictionary>(
  feature: Feature,
  english: Dictionary[Feature],
): Accessor<Dictionary[Feature]> {
  const { translated } = useLanguage()
  return () => translated()?.[feature] ?? english
}

function createWanted(): Accessor<readonly string[]> {
  const [wanted, setWanted] = createSignal(navigator.languages)
  const update = () => setWanted(navigator.languages)
  window.addEventListener('languagechange', update)
  onCleanup(() => window.removeEventListener('languagechange', update))
  return wanted
}

/** Gives the page its language; nothing is drawn before the words are there. Without an answer they are English. */
export function WordsProvider(props: ParentProps) {
  const [choice, choose] = createStoredSignal<LanguageChoice>({
    key: 'sluice.language',
    initial: 'system',
    isValid: isLanguageChoice,
  })
  const wanted = createWanted()
  const language = createMemo(() => languageFor(choice(), wanted()))
  const formats = createMemo(() => makeFormats(localeFor(language(), wanted())))
  const [loaded] = createResource(language, (language) =>
    language === 'en' ? null : loaders[language]().catch(() => null),
  )
  createEffect(() => {
    document.documentElement.lang = loaded.latest ? language() : 'en'
    document.documentElement.dir = directionOf(document.documentElement.lang)
  })
  const known: KnownLanguage = { language, choice, choose, formats, translated: () => loaded.latest ?? null }
  return (
    <LanguageContext.Provider value={known}>
      <Suspense>{props.children}</Suspense>
    </LanguageContext.Provider>
  )
}
