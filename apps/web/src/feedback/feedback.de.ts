import type { Translation } from '../i18n/dictionary.ts'
import type { feedbackEn } from './feedback.en.ts'

/** The words of feedback, in German. */
export const feedbackDe: Translation<typeof feedbackEn> = {
  good: 'Gute Antwort',
  bad: 'Schlechte Antwort',
  whatWasGood: 'Was war gut daran?',
  whatWasBad: 'Was war falsch daran?',
  hint: 'Nur wenn du magst: Der Daumen ist schon gespeichert.',
  save: 'Notiz speichern',
  others: 'Rückmeldungen',
  you: 'Du',
  somebody: 'Jemand',
  tookIt: (count) =>
    count === 1 ? 'diese Antwort einer anderen vorgezogen' : `diese Antwort ${count} anderen vorgezogen`,
}
