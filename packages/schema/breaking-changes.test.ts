import { expect, test } from 'vitest'
import { breakingChanges } from './breaking-changes.ts'

const before = `
type Query { a: String, old: Int @deprecated(reason: "Use a."), list(first: Int): [Thing!]! }
type Thing { id: ID! color: Color }
enum Color { RED BLUE GREY @deprecated(reason: "Nobody sees it.") }
input ThingInput { id: ID! name: String }
`
const changed = (from: string, to: string) => breakingChanges(before, before.replace(from, to))

test.each([
  ['a new field', 'a: String,', 'a: String, b: String,'],
  ['a new value', 'RED BLUE', 'RED GREEN BLUE'],
  ['a new optional input', 'name: String', 'name: String, color: Color'],
  ['a new optional argument', 'first: Int', 'first: Int, after: ID'],
  ['a field that was deprecated goes', 'old: Int @deprecated(reason: "Use a."),', ''],
  ['a value that was deprecated goes', 'GREY @deprecated(reason: "Nobody sees it.")', ''],
  ['a field is deprecated', 'color: Color', 'color: Color @deprecated(reason: "Soon.")'],
  ['a field is never null any more', 'color: Color', 'color: Color!'],
])('%s: nobody breaks', (_, from, to) => {
  expect(changed(from, to)).toEqual([])
})

test.each([
  ['a field goes', 'color: Color', '', /Thing\.color/],
  ['a value goes', 'BLUE', '', /BLUE/],
  ['an argument goes', '(first: Int)', '', /first/],
  ['an input becomes required', 'name: String', 'name: String!', /name/],
  ['a field may be null', 'id: ID! color', 'id: ID color', /Thing\.id/],
  ['a field changes its type', 'a: String', 'a: Int', /Query\.a/],
])('%s: said, with its name', (_, from, to, what) => {
  const changes = changed(from, to)
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatch(what)
})
