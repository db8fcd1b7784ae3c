import type { Translation } from '../i18n/dictionary.ts'
import type { commentsEn } from './comments.en.ts'

/** The words of comments, in German. */
export const commentsDe: Translation<typeof commentsEn> = {
  comments: 'Kommentare',
  you: 'Du',
  somebody: 'Jemand',
  onAll: 'Zur ganzen Antwort',
  gone: 'Diese Stelle wurde inzwischen geändert.',
  askModel: 'Das Modell darum bitten',
  resolve: 'Erledigt',
  reopen: 'Wieder öffnen',
  remove: 'Löschen',
  ofComment: (author) => `Kommentar, ${author}`,
  removeQuestion: 'Diesen Kommentar löschen? Er lässt sich nicht zurückholen.',
  resolved: (count) => (count === 1 ? '1 erledigter Kommentar' : `${count} erledigte Kommentare`),
  resolvedBy: (name) => `Erledigt von ${name}`,
}
