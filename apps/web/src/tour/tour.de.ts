import type { Dictionary } from '../i18n/dictionary.ts'

export const tourDe: Dictionary['tour'] = {
  label: 'Erste Schritte',
  progress: (step, of) => `${step} von ${of}`,
  steps: {
    ask: {
      title: 'Fragen und weitermachen',
      text: 'Schreib, was du möchtest, und drücke Starten. Das Feld ist sofort wieder frei, und alles läuft auf dem Server: Du kannst die Seite schließen.',
    },
    return: {
      title: 'Zum Eingang zurückkommen',
      text: 'Alles, was du gestartet hast, steht hier mit seinem Zustand: in der Schlange, beim Schreiben, fertig oder gescheitert. Öffne eines, um zuzusehen und weiterzufragen.',
    },
    find: {
      title: 'Alles finden',
      text: 'Gespräche, Ansichten, Einstellungen und Aktionen nach ihrem Namen; auch Farben und Sprache. Ein Fragezeichen zeigt alle Tasten.',
    },
  },
  next: 'Weiter',
  finish: 'Verstanden',
  skip: 'Einführung überspringen',
}
