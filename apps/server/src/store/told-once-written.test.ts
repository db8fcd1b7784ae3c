import { memberScopes } from '@sluice/core/access/scope'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { describe, expect, test } from 'vitest'
import { makeCommentStore } from './comment-store.ts'
import { makeThreadStore } from './thread-store.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: memberScopes }
const comment = { generationId: 'g1', text: 'Hm.', revision: 0, span: null }
const thread = [{ thread_id: 't1' }]

type Rows = readonly object[]

/** Stores on a database whose statements answer these rows, one after another, each a moment later; a fault is thrown. */
function setUp(answers: readonly (Rows | Error)[]) {
  const left = [...answers]
  let underWay = 0
  const tells: string[] = []
  const whileUnderWay = async <T>(work: () => Promise<T> | T): Promise<T> => {
    underWay += 1
    try {
      await new Promise((resolve) => setImmediate(resolve))
      return await work()
    } finally {
      await new Promise((resolve) => setImmediate(resolve))
      underWay -= 1
    }
  }
  const sql: Sql = {
    query: <Row extends object>() =>
      whileUnderWay(() => {
        const answer = left.shift()
        if (!answer || answer instanceof Error) throw answer ?? new Error('A statement that nobody expects.')
        return answer as Row[]
      }),
  }
  const transaction: Database['transaction'] = (work) => whileUnderWay(() => work(sql))
  const database = { ...sql, transaction } as Database
  const tell = () => void tells.push(underWay === 0 ? 'told' : 'told too early')
  return {
    tells,
    comments: makeCommentStore({ database, address: null, onChanged: tell }),
    threads: makeThreadStore({ database, address: null, onMarked: tell }),
  }
}

type Stores = ReturnType<typeof setUp>

const removed = { generation_id: 'g1', thread_id: 't1', author: 'Ada', is_mine: true, may: true }
const add = ({ comments }: Stores) => comments.add(viewer, comment)
const resolve = ({ comments }: Stores) => comments.resolve(viewer, { id: 'c1', isResolved: true })
const remove = ({ comments }: Stores) => comments.delete(viewer, 'c1')
const see = ({ threads }: Stores) => threads.mark(viewer, { threadId: 't1', isSeen: true })

describe('whoever follows', () => {
  test.each<[string, (stores: Stores) => Promise<unknown>, readonly Rows[]]>([
    ['a comment is written', add, [thread, [{ id: 'c1' }]]],
    ['a comment is settled', resolve, [[{ id: 'c1' }]]],
    ['a comment is deleted', remove, [[removed]]],
    ["somebody else's comment is deleted", remove, [[{ ...removed, is_mine: false }], []]],
    ['a thread is seen', see, [[{ has_leaf: true }]]],
  ])('is told to look once %s, and not before that is committed', async (_, act, answers) => {
    const stores = setUp(answers)
    await act(stores)
    expect(stores.tells).toEqual(['told'])
  })

  test.each<[string, (stores: Stores) => Promise<unknown>, readonly Rows[], unknown]>([
    ['to a generation that is not seen', add, [[]], null],
    ['to one that has enough', add, [thread, []], 'full'],
    ['to settle a comment that is not seen', resolve, [[]], false],
    ['to delete one that is not seen', remove, [[]], null],
    ['to delete one that they may not', remove, [[{ ...removed, may: false }]], 'forbidden'],
    ['to mark a thread that is not seen', see, [[]], 'no-thread'],
  ])('is told nothing when somebody tries in vain %s', async (_, act, answers, outcome) => {
    const stores = setUp(answers)
    expect(await act(stores)).toEqual(outcome)
    expect(stores.tells).toEqual([])
  })

  test.each([add, resolve, remove, see])('is told nothing when the database fails: %#', async (act) => {
    const stores = setUp([new Error('away')])
    await expect(act(stores)).rejects.toThrow('away')
    expect(stores.tells).toEqual([])
  })
})
