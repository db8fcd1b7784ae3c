import type { Dictionary } from '../i18n/dictionary.ts'

export const sharingDe: Dictionary['sharing'] = {
  label: 'Wer dieses Gespräch sieht',
  onlyYou: 'Nur du siehst dieses Gespräch.',
  everybody: (space) => `Alle im Raum ${space} sehen dieses Gespräch.`,
  everybodyNamely: (space, names) => `Alle im Raum ${space} sehen dieses Gespräch: ${names}.`,
  withPartner: (space) =>
    `Geteilt mit dem Raum ${space}. Als Partner siehst du weder die Kosten anderer noch interne Prompts.`,
  you: 'du',
  others: (count) => `${count} weitere`,
  share: (space) => `Mit dem Raum ${space} teilen`,
  stop: 'Nicht mehr teilen',
  stopOf: 'dieses Gespräch',
  stopQuestion: 'Dann sieht es nur noch, wer es begonnen hat, und nur diese Person kann es wieder teilen.',
}
