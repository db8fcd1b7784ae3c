import { expect, test } from 'vitest'
import { memberScopes } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { mayAsk } from './allowed-models.ts'
import { setSpaceModels } from './partner-models.ts'
import type { SpaceRole } from './space.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: memberScopes }

function setUp(role: SpaceRole) {
  const written: (readonly string[] | null)[] = []
  const ports = {
    spaces: { roleIn: async () => ({ role, isPersonal: false }) },
    partnerModels: {
      set: async (_: Viewer, __: string, models: readonly string[] | null) => {
        written.push(models)
      },
    },
  }
  return {
    written,
    set: (models: readonly string[] | null) => setSpaceModels(ports, viewer, { spaceId: 's9', models }),
  }
}

test('an owner names models, each once, none, or all', async () => {
  const { written, set } = setUp('OWNER')
  await set(['a:1', 'a:1', 'b:2'])
  await set([])
  await set(null)
  expect(written).toEqual([['a:1', 'b:2'], [], null])
})

test('nobody else does', async () => {
  await expect(setUp('STAFF').set(null)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test.each([[['extract']], [Array.from({ length: 201 }, (_, n) => `a:${n}`)]])(
  '%j is no list of models',
  async (models) => {
    await expect(setUp('OWNER').set(models)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'models' })
  },
)

test('a list allows what it names; none allows all', () => {
  expect([mayAsk(null, 'a:1'), mayAsk(['a:1'], 'a:1'), mayAsk(['a:1'], 'a:2'), mayAsk([], 'a:1')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})
