import { expect, test } from 'vitest'
import { useApi } from '../graphql/api.ts'
import { inPage } from '../graphql/fake-page.ts'
import { createEntries } from './create-entries.ts'
import { createNodes } from './create-nodes.ts'
import { fakeThread } from './fake-thread.ts'

test('one that is new, and came along in a page of others, has its place in the tree', async () => {
  const { there, request } = fakeThread(['a', 'b', 'c'])
  const { nodes, entries } = inPage(request, () => {
    const api = useApi()
    const nodes = createNodes(api, 't')
    return { nodes, entries: createEntries(api, { threadId: 't', nodes, onMissed: () => {} }) }
  })
  await nodes.loadPage()
  there.push('d')
  await entries.load(['a', 'b', 'c'])
  expect([...entries.entries().keys()].toSorted()).toEqual(['a', 'b', 'c', 'd'])
  const branch = nodes.tree().branch('a')
  expect(branch.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
})
