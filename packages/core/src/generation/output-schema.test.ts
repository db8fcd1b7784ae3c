import { expect, test } from 'vitest'
import { findSchemaFault } from './output-schema.ts'

test.each([
  [{}],
  [
    {
      type: 'object',
      properties: { type: { type: ['string', 'null'] }, pattern: { type: 'string', pattern: '^a+$' } },
    },
  ],
  [{ $defs: { 'a/b': { type: 'integer' } }, properties: { n: { $ref: '#/$defs/a~1b' } } }],
  [{ type: 'object', properties: { child: { $ref: '#' } } }],
  [{ enum: ['strnig', { type: 'no schema but a value' }.type], default: 'x' }],
])('%j is a schema', (schema) => {
  expect(findSchemaFault(schema)).toBeNull()
})

test.each([
  [{ type: 'strnig' }, /no type "strnig"/],
  [{ properties: { a: { items: { type: ['string', 'nul'] } } } }, /no type "nul"/],
  [{ properties: { type: { type: 'text' } } }, /no type "text"/],
  [{ pattern: '(' }, /no regular expression/],
  [{ $ref: 'https://example.com/schema.json' }, /leads nowhere/],
  [{ items: { $ref: '#/$defs/missing' } }, /leads nowhere/],
  [{ title: 'a\u0000b' }, /NUL/],
  [{ title: '\ud800' }, /half a character/],
  [{ title: 'x'.repeat(70_000) }, /at most 65536 characters/],
])('%# is none, and it says why', (schema, why) => {
  expect(findSchemaFault(schema)).toMatch(why)
})

test('what is nested too deep is none', () => {
  let schema: object = {}
  for (let depth = 0; depth < 70; depth += 1) schema = { items: schema }
  expect(findSchemaFault({ items: schema })).toMatch(/deep/)
})

test.each<[string, (inner: object) => object]>([
  ['schemas', (inner) => ({ items: inner })],
  ['values', (inner) => ({ enum: [inner] })],
])('%s that are nested without end are refused, and break nothing', (_, wrap) => {
  let schema: object = {}
  for (let depth = 0; depth < 100_000; depth += 1) schema = wrap(schema)
  expect(findSchemaFault({ items: schema })).toMatch(/deep/)
})
