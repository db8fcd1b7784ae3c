import type { Dictionary } from '../i18n/dictionary.ts'

export const estimateDe: Dictionary['estimate'] = {
  atMost: (amount) => `etwa ${amount} höchstens`,
  free: 'kostet nichts',
  left: (amount, until) => `bis ${until} noch ${amount} übrig`,
  noRoom: (left) => `Das ist zu viel: ${left}.`,
  noRoomElsewhere: 'Das ist mehr, als der Raum noch übrig hat.',
  refused: 'Es würde abgelehnt.',
  approval: 'Es würde warten, bis jemand zustimmt.',
  tokens: (count) => `${count} Token`,
}
