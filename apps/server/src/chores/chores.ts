import type { Database } from '@sluice/prisma/sql'
import type { Config } from '../config.ts'
import { removeDeleted, retire } from '../store/remove-deleted.ts'
import type { Chore } from './chore-runner.ts'
import { forgetOld } from './forget-old.ts'
import { reclaim } from './reclaim.ts'
import { sweep } from './sweep.ts'

/** All chores. A new one is a file with what it does, and an entry here. */
export function makeChores(
  database: Database,
  { SLUICE_SWEEP_AFTER_MS: afterMs }: Pick<Config, 'SLUICE_SWEEP_AFTER_MS'>,
): Chore[] {
  return [
    {
      name: 'sweep',
      cron: '*/10 * * * *',
      run: async ({ signal }) => {
        await sweep(database, { afterMs, signal })
      },
    },
    { name: 'remove-deleted', cron: '* * * * *', run: (options) => removeDeleted(database, options) },
    { name: 'retire', cron: '23 * * * *', run: () => retire(database) },
    { name: 'forget-old', cron: '17 * * * *', run: () => forgetOld(database) },
    ...(database.kind === 'pglite' ? [reclaiming(database)] : []),
  ]
}

const reclaiming = (database: Database): Chore => ({
  name: 'reclaim',
  cron: '5-55/10 * * * *',
  run: (options) => reclaim(database, options),
})
