import { memberScopes } from '@sluice/core/access/scope'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { expect, test } from 'vitest'
import { makeCommentStore } from './comment-store.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: memberScopes }

test('whoever follows is told to look once a comment has been written, settled or deleted, and not before', async () => {
  const done: string[] = []
  const sql: Sql = {
    async query<Row extends object>(_: string, __: readonly unknown[] = [], { name = '' } = {}) {
      done.push(name)
      return [{ id: 'c1', thread_id: 't1', generation_id: 'g1', is_mine: true, may: true } as Row]
    },
  }
  const transaction = async (work: (sql: Sql) => Promise<unknown>) => {
    const result = await work(sql)
    done.push('commit')
    return result
  }
  const database = { ...sql, transaction } as unknown as Database
  const store = makeCommentStore({ database, address: null, onChanged: () => void done.push('told') })
  await store.add(viewer, { generationId: 'g1', text: 'Hm.', revision: 0, span: null })
  expect(done).toEqual(['mark-commented', 'add-comment', 'commit', 'told'])
  await store.resolve(viewer, { id: 'c1', isResolved: true })
  expect(done.slice(4)).toEqual(['resolve-comment', 'told'])
  await store.delete(viewer, 'c1')
  expect(done.slice(6)).toEqual(['delete-comment', 'commit', 'told'])
})
