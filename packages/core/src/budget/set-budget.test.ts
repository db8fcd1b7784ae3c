import { expect, test } from 'vitest'
import { allScopes, memberScopes } from '../access/scope.ts'
import type { Standing } from '../space/space.ts'
import type { Viewer } from '../viewer.ts'
import { type BudgetSetting, setBudget } from './set-budget.ts'

const admin: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: allScopes }
const member: Viewer = { ...admin, id: 'p2', name: 'Bob', scopes: memberScopes }
const setting: BudgetSetting = {
  scope: 'PERSON',
  subject: 'p2',
  period: 'DAY',
  unit: 'MONEY',
  limit: '2.50',
  action: 'REFUSE',
}
const partners = { scope: 'PARTNERS', subject: 's9' } as const

function setUp(standing: Standing | null = null, isThere = true) {
  const written: BudgetSetting[] = []
  const ports = {
    spaces: { roleIn: async () => standing },
    budgets: {
      set: async (_: Viewer, given: BudgetSetting) => {
        written.push(given)
        return isThere
      },
    },
  }
  return {
    written,
    set: (viewer: Viewer, more: Partial<BudgetSetting> = {}) => setBudget(ports, viewer, { ...setting, ...more }),
  }
}

test('whoever administers sets them all, and takes them back', async () => {
  const { written, set } = setUp()
  await set(admin)
  await set(admin, { ...partners, limit: null })
  expect(written).toEqual([setting, { ...setting, ...partners, limit: null }])
})

test('an owner of a space sets those of its partners, and no others', async () => {
  const { set } = setUp({ role: 'OWNER', isPersonal: false })
  await set(member, partners)
  for (const scope of ['PERSON', 'SERVICE', 'SPACE'] as const) {
    await expect(set(member, { scope })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  await expect(setUp({ role: 'STAFF', isPersonal: false }).set(member, partners)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(setUp(null).set(member, partners)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test.each([
  ['-1', 'MONEY'],
  ['1.5', 'TOKENS'],
  ['1000000000001', 'TOKENS'],
  ['much', 'MONEY'],
] as const)('%s of %s is no limit', async (limit, unit) => {
  await expect(setUp().set(admin, { limit, unit })).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'limit' })
})

test('there must be somebody that it is for', async () => {
  await expect(setUp(null, false).set(admin)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
