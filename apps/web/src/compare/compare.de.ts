import type { Translation } from '../i18n/dictionary.ts'
import type { compareEn } from './compare.en.ts'

/** The words of comparing answers, in German. */
export const compareDe: Translation<typeof compareEn> = {
  compare: 'Vergleichen',
  title: 'Antworten vergleichen',
  which: 'Welche',
  answer: (number) => `Antwort ${number}`,
  shown: 'zu sehen',
  wordDiff: 'Unterschiede markieren',
  wordDiffHint: (number) => `Mit Antwort ${number} verglichen, Wort für Wort.`,
  took: 'Dauer',
  tokens: 'Token',
  cost: 'Kosten',
  unknown: 'nicht bekannt',
  takeThis: 'Diese nehmen',
  takeParagraph: 'Diesen Absatz nehmen',
  tooFew: 'Wähle mindestens zwei.',
  close: 'Schließen',
}
