import type { Dictionary } from '../../i18n/dictionary.ts'

export const tokensDe: Dictionary['tokens'] = {
  intro:
    'Ein interner Dienst meldet sich mit einem Token an, das er als Bearer-Token sendet. Jeder Dienst hat seinen eigenen Raum. Token aus der Konfiguration des Servers sind hier nicht aufgeführt.',
  none: 'Kein Dienst hat ein Token',
  noneMeaning: 'Erstelle unten eines für jeden Dienst, mit nicht mehr Rechten, als er braucht.',
  made: (service) => `Token für ${service}`,
  madeAdvice: 'Gib es jetzt dem Dienst. Es wird nur dieses eine Mal gezeigt; der Server behält nur einen Hash davon.',
  madeBy: (name) => `erstellt von ${name},`,
  neverUsed: 'nie benutzt',
  lastUsed: 'zuletzt benutzt',
  neverExpires: 'läuft nicht ab',
  expires: 'läuft ab am',
  endedAt: 'endete am',
  ended: 'Widerrufen und abgelaufen',
  states: { revoked: 'Widerrufen', expired: 'Abgelaufen' },
  endsIn: {
    minutes: (count) => `Endet in ${count} min`,
    hours: (count) => `Endet in ${count} h`,
    days: (count) => `Endet in ${count} Tagen`,
  },
  revoke: 'Widerrufen',
  revokeQuestion:
    'Der Dienst wird ab der nächsten Anfrage abgewiesen, und seine offenen Datenströme enden binnen Sekunden.',
  rotate: 'Erneuern',
  rotateOf: (service) => `${service} erneuern`,
  rotation: { overlap: 'Das alte Token gilt neben dem neuen', submit: 'Neues Token erstellen', cancel: 'Abbrechen' },
  overlaps: { none: 'Gar nicht', hour: 'Eine Stunde', day: 'Einen Tag', week: 'Eine Woche' },
  lifetimes: { month: '30 Tage', quarter: '90 Tage', year: 'Ein Jahr', ever: 'Bis es widerrufen wird' },
  scopes: { READ: 'Lesen', START: 'Starten', ADMIN: 'Verwalten' },
  meanings: {
    READ: 'Liest und verfolgt, was es sehen darf.',
    START:
      'Startet Generierungen, hält seine eigenen an und verschiebt sie, teilt und löscht Gespräche und stimmt zu oder lehnt ab, was auf Zustimmung wartet.',
    ADMIN:
      'Fügt Anbieter hinzu, setzt Obergrenzen und Budgets, erstellt Räume, Token und Anmeldelinks, löscht Leute und liest das Audit-Protokoll.',
  },
  form: {
    title: 'Ein Token erstellen',
    submit: 'Token erstellen',
    service: 'Dienst',
    serviceHint: 'Buchstaben, Ziffern, Punkte, - und _. Mehrere Token mit einem Namen sind ein Dienst.',
    lifetime: 'Gilt für',
    scopes: 'Was es darf',
  },
}
