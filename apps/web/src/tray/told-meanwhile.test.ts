import { expect, test } from 'vitest'
import { makeToldMeanwhile } from './told-meanwhile.ts'

test('each list gets what is told from its start to its end, also where two are on their way', () => {
  const meanwhile = makeToldMeanwhile<string>()
  meanwhile.tell('before')
  const first = meanwhile.begin()
  meanwhile.tell('one')
  const second = meanwhile.begin()
  meanwhile.tell('two')
  first.end()
  meanwhile.tell('three')
  second.end()
  meanwhile.tell('after')
  expect(first.told).toEqual(['one', 'two'])
  expect(second.told).toEqual(['two', 'three'])
})
