import { expect, test } from 'vitest'
import type { Turn } from './tree.ts'
import { boundsOf, stretchOf } from './window.ts'

const branch = (from: number, to: number): Turn[] =>
  Array.from({ length: to - from }, (_, n) => ({ key: `k${from + n}`, id: `g${from + n}`, alternatives: [] }))

test('at first it is the end of the branch', () => {
  expect(boundsOf(branch(0, 30), { first: null, last: null }, 12)).toEqual({ from: 18, to: 30 })
  expect(boundsOf(branch(0, 5), { first: null, last: null }, 12)).toEqual({ from: 0, to: 5 })
  expect(boundsOf([], { first: null, last: null }, 12)).toEqual({ from: 0, to: 0 })
})

test('it stays where it is when the branch grows at either end', () => {
  const stretch = stretchOf(branch(10, 30), { from: 4, to: 20 })
  expect(stretch).toEqual({ first: 'k14', last: null })
  expect(boundsOf(branch(0, 33), stretch, 12)).toEqual({ from: 14, to: 33 })
})

test('in the middle it does not reach the end', () => {
  const stretch = stretchOf(branch(0, 30), { from: -3, to: 8 })
  expect(stretch).toEqual({ first: 'k0', last: 'k7' })
  expect(boundsOf(branch(0, 31), stretch, 12)).toEqual({ from: 0, to: 8 })
})

test('on another branch it is the end of that', () => {
  expect(boundsOf(branch(40, 60), { first: 'k3', last: 'k9' }, 12)).toEqual({ from: 8, to: 20 })
})
