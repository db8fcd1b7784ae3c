import type { Dictionary } from '../i18n/dictionary.ts'

export const settingsDe: Dictionary['settings'] = {
  title: 'Einstellungen',
  groups: { you: 'Du', server: 'Dieser Server' },
  sections: {
    account: 'Konto',
    spaces: 'Räume',
    budgets: 'Budgets',
    approvals: 'Zustimmungen',
    browsers: 'Browser',
    providers: 'Anbieter',
    'service-tokens': 'Dienst-Token',
    caps: 'Obergrenzen',
    'audit-log': 'Audit-Protokoll',
  },
}
