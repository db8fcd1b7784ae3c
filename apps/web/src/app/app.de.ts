import type { Dictionary } from '../i18n/dictionary.ts'

export const appDe: Dictionary['app'] = {
  home: 'Sluice, Startseite',
  main: 'Hauptnavigation',
  tray: 'Eingang',
  settings: 'Einstellungen',
  settingsOf: ', Einstellungen',
  menu: 'Menü',
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  systemLanguage: 'Wie der Browser',
  shortcuts: 'Tastenkürzel',
  close: 'Schließen',
  recentThreads: 'Neueste Gespräche',
  pinnedThreads: 'Angeheftet',
  archivedThreads: 'Archiviert',
  noArchivedThreads: 'Nichts ist beiseitegelegt.',
  noThreads: 'Jeder Start eröffnet ein Gespräch. Hier sind sie aufgeführt.',
  nothingHere: 'Hier ist nichts',
  backToTray: 'Zurück zum Eingang',
  failed: 'Diese Ansicht ist gescheitert. Deine Generierungen laufen weiter; lade die Seite neu, um sie zu sehen.',
}
