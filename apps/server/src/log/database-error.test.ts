import { expect, test } from 'vitest'
import { isDatabaseAway } from './database-error.ts'

const ofDatabase = (code: string) => Object.assign(new Error('said by the database'), { severity: 'ERROR', code })
const named = (name: string, rest: object) => Object.assign(new Error('said by Prisma'), { name, ...rest })
const viaAdapter = (originalCode: string) => ({ meta: { driverAdapterError: { cause: { originalCode } } } })

test.each([
  ['a full disk', ofDatabase('53100')],
  ['too many connections', ofDatabase('53300')],
  ['a shutdown', ofDatabase('57P01')],
  ['a statement that took too long', ofDatabase('57014')],
  ['a socket', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' })],
  ['a pool', new Error('timeout exceeded when trying to connect')],
  ['Prisma: unreachable', named('PrismaClientKnownRequestError', { code: 'P1001' })],
  ['Prisma: a shutdown', named('PrismaClientKnownRequestError', { code: 'P2010', ...viaAdapter('57P01') })],
  ['Prisma: a full disk', named('DriverAdapterError', { cause: { originalCode: '53100' } })],
])('%s: away, the same may succeed later', (_, error) => {
  expect(isDatabaseAway(error)).toBe(true)
})

test.each([
  ['a value that is not unique', ofDatabase('23505')],
  ['a fault of the database', ofDatabase('XX000')],
  ['a bug of ours', new TypeError('x is not a function')],
  ['a number too large', new RangeError('int8')],
  ['Prisma: not found', named('PrismaClientKnownRequestError', { code: 'P2025' })],
  ['Prisma: a wrong query', named('PrismaClientValidationError', {})],
  [
    'Prisma: a column that is not there',
    named('PrismaClientKnownRequestError', { code: 'P2022', ...viaAdapter('42703') }),
  ],
  ['no error', 'a string'],
])('%s: not away', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false)
})
