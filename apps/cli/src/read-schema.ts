import { readFile } from 'node:fs/promises'
import { UsageError } from './exit-code.ts'

/** Reads the JSON Schema in a file. @throws UsageError */
export async function readSchema(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--schema: ${error instanceof Error ? error.message : String(error)}`)
  })
  const schema = parse(text, path)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw new UsageError(`--schema: ${path} holds no JSON object.`)
  }
  return schema as Record<string, unknown>
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--schema: ${path} is no JSON.`)
  }
}
