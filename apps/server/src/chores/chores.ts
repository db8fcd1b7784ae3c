import type { Sql } from '@sluice/prisma/sql'
import type { Config } from '../config.ts'
import { removeDeleted, retire } from '../store/remove-deleted.ts'
import type { Chore } from './chore-runner.ts'
import { forgetOld } from './forget-old.ts'
import { sweep } from './sweep.ts'

/** All chores. A new one is a file with what it does, and an entry here. */
export function makeChores(
  sql: Sql,
  { SLUICE_SWEEP_AFTER_MS: afterMs }: Pick<Config, 'SLUICE_SWEEP_AFTER_MS'>,
): Chore[] {
  return [
    {
      name: 'sweep',
      cron: '*/10 * * * *',
      run: async ({ signal }) => {
        await sweep(sql, { afterMs, signal })
      },
    },
    { name: 'remove-deleted', cron: '* * * * *', run: (options) => removeDeleted(sql, options) },
    { name: 'retire', cron: '23 * * * *', run: () => retire(sql) },
    { name: 'forget-old', cron: '17 * * * *', run: () => forgetOld(sql) },
  ]
}
