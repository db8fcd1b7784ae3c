import type { Dictionary } from '../../i18n/dictionary.ts'

export const providersDe: Dictionary['providers'] = {
  intro:
    'Server, die OpenAIs Chat Completions sprechen, wie die meisten, die man selbst betreibt. Was hier hinzukommt, dient allen binnen Sekunden; die der Konfiguration des Servers sind nicht aufgeführt.',
  none: 'Kein Anbieter wurde hinzugefügt',
  noneMeaning: 'Füge unten einen hinzu: vLLM, llama.cpp, Ollama auf einer anderen Maschine, ein eigenes Gateway.',
  state: {
    unknown: 'Wird gefragt…',
    reachable: (models) => (models === 1 ? '1 Modell' : `${models} Modelle`),
    unreachable: 'Nicht erreichbar',
    paused: 'Eine Weile in Ruhe gelassen, weil er immer wieder scheiterte',
    unusable: 'Nicht benutzbar',
  },
  key: (hint) => (hint === null ? 'mit einem Schlüssel' : `Schlüssel endet auf ${hint}`),
  noKey: 'ohne Schlüssel',
  added: (by, at) => `hinzugefügt von ${by}, ${at}`,
  check: 'Neu fragen',
  checkOf: (name) => `${name} neu fragen`,
  change: 'Ändern',
  changeOf: (name) => `${name} ändern`,
  remove: 'Entfernen',
  removeQuestion: (name) =>
    `Was bei ${name} läuft, endet, wie es endet; was darauf wartet, scheitert. Schlüssel und Obergrenze gehen mit.`,
  save: 'Speichern',
  cancel: 'Abbrechen',
  name: 'Name',
  nameHint: 'Der Teil vor dem Doppelpunkt in den Namen seiner Modelle: Kleinbuchstaben, Ziffern, - und _.',
  address: 'Adresse',
  addressHint: 'Bis zu seiner Version, wie in https://models.example.org/v1.',
  apiKey: 'API-Schlüssel',
  apiKeyHint: 'Leer lassen, wenn keiner gebraucht wird. Er wird verschlüsselt aufbewahrt und niemandem wieder gezeigt.',
  cap: 'Höchstens zugleich',
  capHint: 'Leer lassen für das, was für alle gilt.',
  newKey: 'Neuer API-Schlüssel',
  keepsKey: 'Leer lassen, um den bisherigen zu behalten.',
  needsKey: 'Eine andere Adresse braucht ihren Schlüssel neu. Leer lassen, wenn keiner gebraucht wird.',
  form: { title: 'Einen Anbieter hinzufügen', submit: 'Anbieter hinzufügen' },
}
