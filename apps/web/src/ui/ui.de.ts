import type { Dictionary } from '../i18n/dictionary.ts'

export const uiDe: Dictionary['ui'] = {
  copy: 'Kopieren',
  copied: 'Kopiert',
  done: 'Fertig',
  keep: 'Behalten',
  deed: (label, of) => `${label}: ${of}`,
  loading: 'Wird geladen…',
  old: 'Der Server antwortet nicht. Was du siehst, kann veraltet sein; es wird weiter versucht.',
  tryNow: 'Jetzt versuchen',
  notLoaded: 'Dieser Teil ließ sich nicht laden: Das Netz fehlt, oder es gibt eine neuere Fassung der Seite.',
  tryAgain: 'Noch einmal versuchen',
  reload: 'Seite neu laden',
  close: 'Schließen',
}
