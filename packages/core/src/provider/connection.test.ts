import { expect, test, vi } from 'vitest'
import { allScopes, memberScopes } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { addProvider, type ConnectionStore, hintOf, removeProvider, updateProvider } from './connection.ts'

const ada: Viewer = { id: 'v', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes: allScopes }
const key = 'sk-0123456789abcdef'
const asked = { name: 'acme', kind: 'COMPATIBLE', baseUrl: 'https://acme.test/v1', apiKey: key, cap: 3 } as const

function setUp(now = { baseUrl: asked.baseUrl, hasKey: true }) {
  const store = {
    add: vi.fn<ConnectionStore['add']>(async (_, { name }) => (name === 'there' ? null : 'id')),
    change: vi.fn<ConnectionStore['change']>(async (_, id, decide) => {
      decided(decide(now))
      return id === 'id'
    }),
    remove: vi.fn<ConnectionStore['remove']>(async (_, id) => id === 'id'),
  }
  const decided = vi.fn()
  const isRefused = ({ hostname }: URL) => hostname === '127.0.0.1'
  return { ports: { store, taken: new Set(['openai']), isRefused }, store, decided }
}

test('a provider is added as it is told, but for blanks around the key and a slash after the address', async () => {
  const { ports, store } = setUp()
  const pasted = { ...asked, baseUrl: ' HTTPS://Acme.test:443/v1/ ', apiKey: `${key}\n` }
  expect(await addProvider(ports, ada, pasted)).toBe('id')
  expect(store.add).toHaveBeenCalledExactlyOnceWith(ada, asked)
})

test.each([
  [{ name: '' }, 'name'],
  [{ name: 'Acme' }, 'name'],
  [{ name: 'a:b' }, 'name'],
  [{ name: 'openai' }, 'name'],
  [{ name: 'there' }, 'name'],
  [{ baseUrl: 'nowhere' }, 'baseUrl'],
  [{ baseUrl: 'ftp://acme.test' }, 'baseUrl'],
  [{ baseUrl: 'file:///etc/passwd' }, 'baseUrl'],
  [{ baseUrl: 'https://me:secret@acme.test' }, 'baseUrl'],
  [{ baseUrl: 'https://acme.test/v1?key=secret' }, 'baseUrl'],
  [{ baseUrl: 'https://acme.test/v1#x' }, 'baseUrl'],
  [{ baseUrl: 'http://0x7f.1/v1' }, 'baseUrl'],
  [{ baseUrl: `https://acme.test/${'v'.repeat(2_000)}` }, 'baseUrl'],
  [{ apiKey: 'two words' }, 'apiKey'],
  [{ apiKey: 'k\r\nx-more: header' }, 'apiKey'],
  [{ apiKey: 'k'.repeat(4_097) }, 'apiKey'],
  [{ cap: -1 }, 'cap'],
])('%j is refused', async (wrong, path) => {
  const { ports } = setUp()
  const adding = addProvider(ports, ada, { ...asked, ...wrong })
  await expect(adding).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  await expect(adding).rejects.not.toMatchObject({ message: expect.stringContaining('secret') as string })
})

test('an empty key is none', async () => {
  const { ports, store } = setUp()
  await addProvider(ports, ada, { ...asked, apiKey: ' ' })
  expect(store.add.mock.calls[0]?.[1].apiKey).toBeNull()
})

test('a key stays unless it is told; it goes to no other address', async () => {
  const { ports, decided } = setUp()
  const update = (change: { baseUrl?: string; apiKey?: string | null }) =>
    updateProvider(ports, ada, { id: 'id', baseUrl: undefined, apiKey: undefined, ...change })
  await update({ baseUrl: `${asked.baseUrl}/` })
  expect(decided).toHaveBeenLastCalledWith({ baseUrl: asked.baseUrl, apiKey: undefined })
  await update({ apiKey: 'another-key' })
  expect(decided).toHaveBeenLastCalledWith({ baseUrl: asked.baseUrl, apiKey: 'another-key' })
  await update({ apiKey: '' })
  expect(decided).toHaveBeenLastCalledWith({ baseUrl: asked.baseUrl, apiKey: null })
  const elsewhere = 'https://elsewhere.test/v1'
  await expect(update({ baseUrl: elsewhere })).rejects.toMatchObject({ path: 'apiKey' })
  await update({ baseUrl: elsewhere, apiKey: key })
  expect(decided).toHaveBeenLastCalledWith({ baseUrl: elsewhere, apiKey: key })
  await expect(update({ baseUrl: 'http://127.0.0.1/v1', apiKey: key })).rejects.toMatchObject({ path: 'baseUrl' })
})

test('one without a key may move', async () => {
  const { ports, decided } = setUp({ baseUrl: asked.baseUrl, hasKey: false })
  await updateProvider(ports, ada, { id: 'id', baseUrl: 'https://elsewhere.test', apiKey: undefined })
  expect(decided).toHaveBeenLastCalledWith({ baseUrl: 'https://elsewhere.test', apiKey: undefined })
})

test('without ADMIN there is nothing to add, to change or to remove', async () => {
  const { ports, store } = setUp()
  const member = { ...ada, scopes: memberScopes }
  const forbidden = { code: 'FORBIDDEN' }
  await expect(addProvider(ports, member, asked)).rejects.toMatchObject(forbidden)
  await expect(updateProvider(ports, member, { ...asked, id: 'id' })).rejects.toMatchObject(forbidden)
  await expect(removeProvider(ports, member, 'id')).rejects.toMatchObject(forbidden)
  for (const method of Object.values(store)) expect(method).not.toHaveBeenCalled()
})

test('one that is not there: NOT_FOUND', async () => {
  const { ports } = setUp()
  const missing = { code: 'NOT_FOUND' }
  await expect(updateProvider(ports, ada, { ...asked, id: 'gone' })).rejects.toMatchObject(missing)
  await expect(removeProvider(ports, ada, 'gone')).rejects.toMatchObject(missing)
  await removeProvider(ports, ada, 'id')
})

test('of a long key the end is shown, of a short one nothing', () => {
  expect(hintOf('sk-0123456789abcdef')).toBe('cdef')
  expect(hintOf('hunter2')).toBeNull()
})
