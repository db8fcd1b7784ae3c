import { execute, parse } from 'graphql'
import { expect, test, vi } from 'vitest'
import { schema } from './schema.ts'

const heldIn = (spaceId: string, id: string) => ({
  id,
  spaceId,
  askedBy: 'Ada',
  model: 'builtin:extract',
  since: new Date(),
  estimate: { inputTokens: 1, outputTokens: 1, price: null },
})

test('spaces and generations of all that waits are read together, and those that are not seen are null', async () => {
  const held = [heldIn('s1', 'g1'), heldIn('s1', 'g2'), heldIn('s2', 'g3')]
  const space = { findMany: vi.fn(async () => [{ id: 's1', name: 'Research' }]) }
  const generation = { findMany: vi.fn(async () => [{ id: 'g2', status: 'QUEUED' }]) }
  const contextValue = {
    approvals: () => ({ list: async () => held }),
    prisma: { space, generation },
    viewer: { id: 'p1', scopes: new Set() },
  }
  const document = parse('{ approvals { space { name } again: space { id } generation { status } } }')
  const { data, errors } = await execute({ schema, document, contextValue })
  expect(errors).toBeUndefined()
  const research = { space: { name: 'Research' }, again: { id: expect.any(String) as string } }
  expect(data).toEqual({
    approvals: [
      { ...research, generation: null },
      { ...research, generation: { status: 'QUEUED' } },
      { space: null, again: null, generation: null },
    ],
  })
  expect([space.findMany.mock.calls.length, generation.findMany.mock.calls.length]).toEqual([2, 1])
  expect(generation.findMany).toHaveBeenCalledWith(
    expect.objectContaining({ where: expect.objectContaining({ id: { in: ['g1', 'g2', 'g3'] } }) as object }),
  )
})
