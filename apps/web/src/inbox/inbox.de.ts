import type { Dictionary } from '../i18n/dictionary.ts'

export const inboxDe: Dictionary['inbox'] = {
  title: 'Posteingang',
  open: (count) => (count ? `Posteingang, ${count} neu` : 'Posteingang'),
  ended: 'Beendet, seit du zuletzt da warst',
  needsYou: 'Wartet auf dein Ja oder Nein',
  asks: (by, model) => `${by} möchte ${model} benutzen`,
  markAll: 'Alles als gesehen markieren',
  nothing: 'Du hast alles gesehen.',
  nothingHint: 'Was endet, während du woanders bist, steht hier.',
  more: 'Es gibt mehr, als hier steht.',
  noticesOff: 'Benachrichtige mich, wenn etwas endet',
  noticesOn: 'Nicht mehr benachrichtigen',
  noticesOnHint: 'Solange kein Tab dieser Seite zu sehen ist, sagt dir dein Browser, was geendet hat.',
  noticesBlocked:
    'Dein Browser unterdrückt Benachrichtigungen dieser Seite. Erlaube sie in seinen Einstellungen für diese Seite.',
}
