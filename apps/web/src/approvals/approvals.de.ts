import type { Dictionary } from '../i18n/dictionary.ts'

export const approvalsDe: Dictionary['approvals'] = {
  intro:
    'Was auf dein Ja oder Nein wartet, weil ein Budget nicht für alles reicht, was es verbrauchen kann. Es läuft auch von selbst, sobald wieder Platz ist.',
  none: 'Nichts wartet auf dich',
  noneMeaning:
    'Was über einem Budget ist, das warten lässt, kommt hierher; wer es gestartet hat, sieht, dass es wartet.',
  untitled: 'Ein Gespräch, das nicht mit dir geteilt ist',
  askedBy: (who, space) => (space === null ? `von ${who}` : `von ${who} in ${space}`),
  since: (at) => `wartet seit ${at}`,
  atMost: (amount) => `${amount} höchstens`,
  approve: 'Zustimmen',
  decline: 'Ablehnen',
  declineQuestion: (who) =>
    `Es endet, und ${who} sieht, dass es abgelehnt wurde. Um weniger kann wieder gebeten werden.`,
  keep: 'Warten lassen',
  of: (who, model) => `was ${who} von ${model} will`,
}
