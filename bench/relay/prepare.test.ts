import { expect, test } from 'vitest'
import { prepareTargets } from './prepare.ts'
import { sluices } from './sluice.ts'

test('what there is none of is refused, and so is a peer where only Sluice is measured', async () => {
  await expect(prepareTargets('S,toString')).rejects.toThrow('no such target: toString; there are P0, P1')
  await expect(prepareTargets('S,P1', sluices)).rejects.toThrow('no such target: P1; there are S, SP')
  expect([...(await prepareTargets('S', sluices)).ready.keys()]).toEqual(['S'])
})
