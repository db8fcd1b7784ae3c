import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffSchema } from './schema-diff.ts'

// node new-migration.ts NAME: writes migrations/<now>_NAME/migration.sql, which leads from the migrations to schema.prisma.

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('usage: node new-migration.ts NAME   (NAME in lower case: letters, digits and _)')
  process.exit(2)
}

const script = await diffSchema()
if (script === '') {
  console.log('Nothing to do: the migrations and schema.prisma agree.')
} else {
  const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const directory = join(import.meta.dirname, 'migrations', `${timestamp}_${name}`)
  mkdirSync(directory)
  writeFileSync(join(directory, 'migration.sql'), script)
  console.log(`${script}\nwritten to ${directory}`)
}
