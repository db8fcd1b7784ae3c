import { readFileSync } from 'node:fs'
import { errorCodes } from '@sluice/core/app-error'
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from './schema.ts'

const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type))

function implementersOf(name: string): readonly GraphQLObjectType[] {
  const found = schema.getType(name)
  if (!isInterfaceType(found)) throw new Error(`There is no interface ${name}`)
  return schema.getPossibleTypes(found)
}

/** Everything that has a name in a type, with its description. */
function* describedIn(type: GraphQLNamedType): Generator<[path: string, description: string | null | undefined]> {
  yield [type.name, type.description]
  if (isEnumType(type)) {
    for (const { name, description } of type.getValues()) yield [`${type.name}.${name}`, description]
  } else if (isInputObjectType(type)) {
    for (const { name, description } of Object.values(type.getFields())) yield [`${type.name}.${name}`, description]
  } else if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description]
      for (const { name, description } of field.args) yield [`${type.name}.${field.name}(${name})`, description]
    }
  }
}

test('everything has a description', () => {
  const silent = types.flatMap((type) => [...describedIn(type)].flatMap(([path, text]) => (text?.trim() ? [] : [path])))
  expect(silent).toEqual([])
})

describe('events', () => {
  const events = implementersOf('GenerationEvent')

  test('a field that several events have is of one type in all of them', () => {
    const seen = new Map<string, Set<string>>()
    for (const { name, type } of events.flatMap((event) => Object.values(event.getFields()))) {
      seen.set(name, (seen.get(name) ?? new Set()).add(String(type)))
    }
    expect([...seen].filter(([, { size }]) => size > 1)).toEqual([])
  })

  test('exactly four kinds end a generation', () => {
    const last = events.filter(({ description }) => description?.startsWith('The last event'))
    expect(last.map(({ name }) => name).toSorted()).toEqual([
      'GenerationCancelled',
      'GenerationFailed',
      'GenerationInterrupted',
      'GenerationSucceeded',
    ])
  })
})

test('every mutation takes one input and answers with a success or typed errors', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  expect(mutations.length).toBeGreaterThan(0)
  const errors = new Set(implementersOf('Error').map(({ name }) => name))
  for (const { name, args, type } of mutations) {
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`
    expect(args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([`input: ${title}Input!`])
    expect(String(type)).toBe(`${title}Result!`)
    const result = isNonNullType(type) ? type.ofType : type
    const members = isUnionType(result) ? result.getTypes().map((member) => member.name) : []
    expect(members.filter((member) => !errors.has(member))).toEqual([`${title}Success`])
    expect(members.length).toBeGreaterThan(1)
  }
})

test('every typed error can be met in the answer of a mutation', () => {
  const met = types.flatMap((type) => (isUnionType(type) ? type.getTypes().map(({ name }) => name) : []))
  expect(implementersOf('Error').filter(({ name }) => !met.includes(name))).toEqual([])
})

test('the error codes are those that docs/protocol.md lists, and they mean the same', () => {
  const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
  const [, list = ''] = protocol.split('## Error codes')
  const listed = [...list.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code)
  const type = schema.getType('ErrorCode')
  const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : []
  expect(new Set(listed)).toEqual(new Set(codes))
  expect(new Set(Object.keys(errorCodes))).toEqual(new Set(codes))
})

test('every subscription can be taken up again with the cursor that its events carry', () => {
  for (const { name, args, type } of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const event = isNonNullType(type) ? type.ofType : type
    const cursor = isInterfaceType(event) || isObjectType(event) ? event.getFields()['cursor'] : undefined
    const after = args.find((arg) => arg.name === 'after' || arg.name === 'since')
    expect(`${name} ${String(cursor?.type)}`).toBe(`${name} ${String(after?.type)}!`)
  }
})

describe('EventCursor', () => {
  const type = schema.getType('EventCursor')
  if (!isScalarType(type)) throw new Error('EventCursor is no scalar')

  test.each([0, 1, 35, 36, 256, 2 ** 31 - 1])('%i comes back as it was sent', (seq) => {
    expect(type.parseValue(type.serialize(seq))).toBe(seq)
  })

  test.each(['', 'e', '5', 'e-1', 'e1.5', 'E1', 'e 1', 'ezzzzzz', 'e0000001', 1, null, {}])(
    '%j is read as -1, which no watch takes',
    (value) => {
      expect(type.parseValue(value)).toBe(-1)
    },
  )
})
