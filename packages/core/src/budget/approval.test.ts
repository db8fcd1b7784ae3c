import { expect, test } from 'vitest'
import { allScopes, memberScopes } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { type ApprovalStanding, approveGeneration, declineGeneration } from './approval.ts'
import type { BudgetStanding } from './budget.ts'

const admin: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: allScopes }
const member: Viewer = { ...admin, id: 'p2', name: 'Bob', scopes: memberScopes }
const over: BudgetStanding = {
  id: 'b1',
  scope: 'SPACE',
  subject: 's9',
  period: 'DAY',
  unit: 'TOKENS',
  action: 'APPROVAL',
  limit: '1',
  used: '1',
  reserved: '0',
  periodStart: new Date(0),
  resetsAt: new Date(1),
}
const owner: ApprovalStanding = { role: 'OWNER', isPersonal: false }

function setUp(standing: ApprovalStanding | null, budgets: readonly BudgetStanding[] = [over]) {
  const store = {
    standingOf: async () => standing,
    approve: async (_: Viewer, __: string, check: (over: readonly BudgetStanding[]) => void) => {
      check(budgets)
      return true
    },
    decline: async () => true,
  }
  return {
    approve: (viewer: Viewer) => approveGeneration(store, viewer, 'g1'),
    decline: (viewer: Viewer) => declineGeneration(store, viewer, 'g1'),
  }
}

test('an owner of its space says yes or no', async () => {
  await setUp(owner).approve(member)
  await setUp(owner).decline(member)
})

test('to everybody else there is no such thing', async () => {
  for (const role of ['STAFF', 'PARTNER', null] as const) {
    const { approve, decline } = setUp({ role, isPersonal: false })
    await expect(approve(member)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(decline(member)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  await expect(setUp(null).approve(admin)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('nobody lets themselves go on in the space that is their own', async () => {
  await expect(setUp({ role: 'OWNER', isPersonal: true }).approve(member)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test.each([{ scope: 'PERSON' }, { scope: 'SERVICE' }, { action: 'REFUSE' }] as const)(
  'what administrators have limited only they let go on: %o',
  async (more) => {
    const { approve } = setUp(owner, [over, { ...over, ...more }])
    await expect(approve(member)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await approve(admin)
  },
)
