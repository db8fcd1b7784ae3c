import { isInterfaceType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from './schema.ts'
import { allSharedFields, isSharedField } from './shared-fields.ts'

test('what can be asked through a share is there', () => {
  const absent = [...allSharedFields].filter((path) => {
    const [typeName = '', fieldName = ''] = path.split('.')
    const type = schema.getType(typeName)
    return !(isObjectType(type) || isInterfaceType(type)) || !type.getFields()[fieldName]
  })
  expect(absent).toEqual([])
})

test('a share changes nothing, and asks for no list and nobody', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const open = roots.flatMap((root) =>
    Object.keys(root?.getFields() ?? {}).filter((field) => isSharedField(root?.name ?? '', field)),
  )
  expect(open.toSorted()).toEqual(['generation', 'generationEvents', 'node', 'shared', 'thread'])
  for (const name of ['Space', 'SpaceMember', 'Viewer', 'Share', 'AuditEntry', 'ServiceToken', 'Session', 'Cap']) {
    expect([...allSharedFields].filter((path) => path.startsWith(`${name}.`))).toEqual([])
  }
})

test('what is nowhere on the list is not open', () => {
  expect(isSharedField('Thread', 'space')).toBe(false)
  expect(isSharedField('Nonsense', 'id')).toBe(false)
  expect(isSharedField('constructor', 'name')).toBe(false)
  expect(isSharedField('Thread', '__typename')).toBe(true)
})
