import { expect, test } from 'vitest'
import { beside, makeTree, reachesRoot, type TreeNode } from './tree.ts'

/** "a b<a" says that b goes on from a; oldest first. "c~b" rewrites a passage of b. */
const nodesOf = (said: string): TreeNode[] =>
  said.split(' ').map((word) => {
    const [, id = '', sign, parent] = /^(\w+)([<~])?(\w+)?$/.exec(word) ?? []
    return { id, parentId: parent ?? null, refinementOf: sign === '~' ? (parent ?? null) : null }
  })
const treeOf = (said: string) => makeTree(nodesOf(said))
const idsOf = (turns: readonly { id: string }[]) => turns.map(({ id }) => id).join(' ')

test('a branch goes from the root through one generation to the newest end', () => {
  const tree = treeOf('a b<a c<b d<a e<d f<b')
  expect(idsOf(tree.branch('b'))).toBe('a b f')
  expect(idsOf(tree.branch('e'))).toBe('a d e')
  expect(idsOf(tree.branch('a'))).toBe('a d e')
  expect(tree.newest).toBe('f')
})

test('what was looked at last is gone down to rather than the newest', () => {
  const tree = treeOf('a b<a c<b d<b e<a')
  expect(idsOf(tree.branch('a', new Map([['a', 'b']])))).toBe('a b d')
  expect(
    idsOf(
      tree.branch(
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ),
  ).toBe('a b c')
  expect(idsOf(tree.branch('a', new Map([['a', 'gone']])))).toBe('a e')
})

test('alternatives have one parent, or are all roots', () => {
  const tree = treeOf('a b<a c r<r0 x b2<a b3<a')
  const [first, second] = tree.branch('b')
  expect(first?.alternatives).toEqual(['a', 'c', 'x'])
  expect(second).toEqual({ key: 'a', id: 'b', alternatives: ['b', 'b2', 'b3'] })
})

test('the next after the last alternative is the first', () => {
  const [, turn] = treeOf('a b<a c<a d<a').branch('d')
  if (!turn) throw new Error('no turn')
  expect([beside(turn, 1), beside(turn, -1)]).toEqual(['b', 'c'])
})

test('a branch whose beginning has not come yet says so', () => {
  expect(reachesRoot(treeOf('c<b d<c').branch('d'))).toBe(false)
  expect(reachesRoot(treeOf('a b<a').branch('b'))).toBe(true)
  expect(treeOf('c<b').branch('unknown')).toEqual([])
})

test('what rewrites a passage is no turn, and what goes on from it goes on from what it rewrites', () => {
  const tree = treeOf('a r~a b<r c<a')
  expect(idsOf(tree.branch('a'))).toBe('a c')
  expect(tree.branch('b')).toEqual([
    { key: '', id: 'a', alternatives: ['a'] },
    { key: 'a', id: 'b', alternatives: ['b', 'c'] },
  ])
  expect(tree.refinementsOf('a')).toEqual(['r'])
  expect(idsOf(tree.branch('r'))).toBe('a c')
  expect(treeOf('a r~a').newest).toBe('a')
})
