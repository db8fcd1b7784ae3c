import type { Dictionary } from '../i18n/dictionary.ts'

export const markdownDe: Dictionary['markdown'] = {
  code: 'Code',
  plainText: 'Text',
  copyCode: 'Code kopieren',
  table: 'Tabelle',
}
