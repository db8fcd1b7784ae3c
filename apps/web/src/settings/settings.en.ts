/** What the pages of the settings are called. */
export const settingsEn = {
  title: 'Settings',
  groups: { you: 'You', server: 'This server' },
  sections: {
    account: 'Account',
    spaces: 'Spaces',
    budgets: 'Budgets',
    approvals: 'Approvals',
    browsers: 'Browsers',
    providers: 'Providers',
    'service-tokens': 'Service tokens',
    caps: 'Caps',
    'audit-log': 'Audit log',
  },
} as const
