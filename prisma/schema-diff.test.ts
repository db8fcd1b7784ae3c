import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diffSchema } from './schema-diff.ts'

const schema = readFileSync(join(import.meta.dirname, 'schema.prisma'), 'utf8')

test('the migrations lead to schema.prisma (else run `npm run new-migration -w prisma -- NAME`)', async () => {
  expect(await diffSchema()).toBe('')
})

test('a column that only the schema has is a difference', async () => {
  const changed = schema.replace('model Space {', 'model Space {\n  note String?')
  expect(changed).not.toBe(schema)
  expect(await diffSchema({ schema: changed })).toBe('-- AlterTable\nALTER TABLE "space" ADD COLUMN     "note" TEXT;\n')
})
