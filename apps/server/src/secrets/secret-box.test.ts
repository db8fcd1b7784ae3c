import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyBytes, makeSecretBox } from './secret-box.ts'

const [oldKey, newKey] = [randomBytes(keyBytes), randomBytes(keyBytes)]
const context = { use: 'provider-key', owner: ['id', 'acme', 'https://acme.test'] }
const secret = 'sk-0123456789abcdef'

function seal(keys = [oldKey]): string {
  const sealed = makeSecretBox(keys).seal(secret, context)
  if (sealed === null) throw new Error('there was no key')
  return sealed
}

test('what was sealed opens, and says nothing while it is', () => {
  const sealed = seal()
  expect(makeSecretBox([oldKey]).open(sealed, context)).toEqual({ tag: 'opened', secret, isStale: false })
  expect(sealed).not.toContain(secret)
  expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain(secret)
})

test('twice the same is never written alike', () => {
  expect(new Set(Array.from({ length: 100 }, () => seal())).size).toBe(100)
})

test.each([
  ['another use', { ...context, use: 'other' }],
  ['another row', { ...context, owner: ['other', 'acme', 'https://acme.test'] }],
  ['another name', { ...context, owner: ['id', 'other', 'https://acme.test'] }],
  ['another address', { ...context, owner: ['id', 'acme', 'https://other.test'] }],
  ['the same letters, put together in another way', { ...context, owner: ['idacme', 'https://acme.test'] }],
])('it does not open for %s', (_, other) => {
  expect(makeSecretBox([oldKey]).open(seal(), other)).toEqual({ tag: 'not-for-this' })
})

test('a changed bit, a cut end and nonsense do not open', () => {
  const box = makeSecretBox([oldKey])
  const [id = '', text = ''] = seal().split('.')
  const bytes = Buffer.from(text, 'base64url')
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(box.open(`${id}.${changed.toString('base64url')}`, context)).toEqual({ tag: 'not-for-this' })
  }
  for (const wrong of [bytes.subarray(0, -1), bytes.subarray(0, 20), Buffer.alloc(0)]) {
    expect(box.open(`${id}.${wrong.toString('base64url')}`, context)).toEqual({ tag: 'not-for-this' })
  }
  expect(box.open('', context)).toEqual({ tag: 'unknown-key' })
})

test('the first key seals, each opens; what an older one sealed is stale', () => {
  const box = makeSecretBox([newKey, oldKey])
  expect(box.open(seal([oldKey]), context)).toEqual({ tag: 'opened', secret, isStale: true })
  expect(box.open(seal([newKey, oldKey]), context)).toEqual({ tag: 'opened', secret, isStale: false })
  expect(makeSecretBox([newKey]).open(seal([oldKey]), context)).toEqual({ tag: 'unknown-key' })
})

test('without a key nothing is sealed, nor opened', () => {
  expect(makeSecretBox([]).seal(secret, context)).toBeNull()
  expect(makeSecretBox([]).open(seal(), context)).toEqual({ tag: 'unknown-key' })
})
