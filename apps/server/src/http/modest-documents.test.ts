import { getIntrospectionQuery, parse } from 'graphql'
import { expect, test } from 'vitest'
import { documentLimits, excessOf } from './modest-documents.ts'

const { ofOneName, nesting, introspections } = documentLimits
const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ')
const nested = (depth: number) => `${times(depth, (n) => `{ a${n}`)}${'}'.repeat(depth)}`

test.each([
  ['what GraphiQL asks for', getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true })],
  ['as many of one name as may be', `{ ${times(ofOneName, () => 'viewer { name }')} }`],
  ['many names', `{ ${times(600, (n) => `a${n}: viewer`)} }`],
  ['as deep as may be', nested(nesting)],
])('%s is modest', (_, document) => {
  expect(excessOf(parse(document))).toBeNull()
})

test.each([
  ['too many of one name', `{ ${times(ofOneName + 1, () => 'viewer { name }')} }`, 'viewer more than'],
  ['too many by one alias', `{ ${times(ofOneName + 1, (n) => `x: field${n}`)} }`, 'x more than'],
  ['too many in fragments', times(ofOneName + 1, (n) => `fragment f${n} on Query { viewer }`), 'viewer more than'],
  ['selections too deep', nested(nesting + 1), 'nested'],
  ['fragments too deep', `${'{ ... '.repeat(nesting + 1)} { a } ${'}'.repeat(nesting + 1)}`, 'nested'],
  ['lists too deep', `{ a(b: ${'['.repeat(200)}${']'.repeat(200)}) }`, 'nested'],
  ['objects too deep', `query ($v: X = ${'{ a: '.repeat(200)} 1 ${'}'.repeat(200)}) { a }`, 'nested'],
  [
    'introspection too often',
    `{ ${times(introspections + 1, (n) => `a${n}: __schema { types { name } }`)} }`,
    'schema',
  ],
])('%s is not', (_, document, words) => {
  expect(excessOf(parse(document))).toContain(words)
})
