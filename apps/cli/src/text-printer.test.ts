import { expect, test } from 'vitest'
import { makeTextPrinter } from './text-printer.ts'

const writes = (texts: readonly string[]) => {
  const printer = makeTextPrinter()
  return texts.map((text) => printer.show(text).write)
}

test('writes what is new, whether it came as a piece or in a snapshot', () => {
  expect(writes(['a', 'ab', 'ab', 'abcd'])).toEqual(['a', 'b', '', 'cd'])
})

test('after a restart that says the same it catches up and goes on', () => {
  expect(writes(['abc', '', 'a', 'ab', 'abcd'])).toEqual(['abc', '', '', '', 'd'])
})

test('after a restart that says something else it begins anew, and says so', () => {
  const printer = makeTextPrinter()
  printer.show('abc')
  printer.show('')
  expect(printer.show('ax')).toEqual({ write: 'ax', isAnew: true })
  expect(printer.finish('axy')).toEqual({ write: 'y', isAnew: false })
})

test('a whole text that is shorter than what was written is written anew', () => {
  const printer = makeTextPrinter()
  printer.show('abc')
  expect(printer.finish('ab')).toEqual({ write: 'ab', isAnew: true })
})
