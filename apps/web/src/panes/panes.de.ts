import type { Dictionary } from '../i18n/dictionary.ts'

export const panesDe: Dictionary['panes'] = {
  title: 'Nebeneinander',
  pane: (n, of) => `Spalte ${n} von ${of}`,
  tabs: 'Offene Gespräche',
  untitled: 'Gespräch',
  add: 'Daneben öffnen…',
  alone: (title) => `${title} allein öffnen`,
  close: (title) => `${title} schließen`,
  empty: 'Nichts steht nebeneinander',
  emptyHint: 'Wähle hier ein Gespräch, oder drücke O auf einer Zeile des Eingangs. Die Adresse behält, was offen ist.',
  full: (most) => `Mehr als ${most} passen nicht. Schließe erst eines.`,
}
