import type { Dictionary } from '../../i18n/dictionary.ts'

export const ownDataDe: Dictionary['ownData'] = {
  title: 'Was dir gehört',
  exportWords:
    'Eine Datei mit allem, was dir gehört: wie du dich anmeldest, deine Räume, deine Gespräche mit ihren Generierungen und Versuchen. Sie hat je Zeile ein JSON-Objekt.',
  export: 'Alles herunterladen',
  deleteWords:
    'Du kannst dich hier selbst löschen. Gespräche, die ein Raum teilt, bleiben dort ohne deinen Namen; alle anderen verschwinden endgültig.',
  delete: 'Mich löschen',
  of: 'mit allem, was nur mir gehört',
  question: 'Du wirst überall abgemeldet, und deine Gespräche verschwinden endgültig. Niemand kann sie zurückholen.',
  keep: 'Bleiben',
}
