import type { Dictionary } from '../../i18n/dictionary.ts'

export const spaceKeepingDe: Dictionary['spaceKeeping'] = {
  retention: {
    title: 'Wie lange Gespräche aufbewahrt werden',
    submit: 'Speichern',
    days: 'Tage ohne Änderung',
    hint: 'Ein Gespräch, in dem so viele Tage lang nichts begonnen hat, geendet hat oder überarbeitet wurde, wird endgültig gelöscht. Leer lassen, um alle zu behalten.',
    kept: 'Gespräche werden aufbewahrt.',
    saved: (days) => `Gespräche werden nach ${days === 1 ? 'einem Tag' : `${days} Tagen`} gelöscht.`,
  },
  models: {
    title: 'Was Partner fragen dürfen',
    submit: 'Speichern',
    which: 'Modelle',
    all: 'Alle, die dieser Server hat',
    some: 'Nur einige',
    list: 'Welche',
    hint: 'Eines je Zeile, als Anbieter:Modell. Ohne eines dürfen sie hier nichts fragen.',
    offer: 'Eines hinzufügen, das gerade aufgeführt ist',
    choose: 'Auswählen…',
    saved: 'Gespeichert. Es zählt ab dem nächsten Start.',
  },
  remove: {
    label: 'Raum löschen',
    question: (name) =>
      `${name} verschwindet endgültig, mit allen Gesprächen, wer auch immer sie begann. Was dort läuft, wird angehalten. Niemand kann es zurückholen.`,
    keep: 'Behalten',
  },
}
