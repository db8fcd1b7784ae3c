/** A JSON Schema, as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Longest schema as JSON, in UTF-16 code units. */
const maxLength = 64 * 1024
/** Deepest nesting: nobody writes more, and all who read it walk it by calls. */
const maxDepth = 64

const typeNames: ReadonlySet<unknown> = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'])

/**
 * Why this is no schema that an answer could be checked by; null when it is. Looks for what would otherwise show only once the
 * answer has been paid for: a misspelt type, a pattern that is none, a reference to elsewhere.
 */
export function findSchemaFault(schema: JsonSchema): string | null {
  if (isTooDeep(schema)) return `A schema is at most ${maxDepth} deep.`
  const text = JSON.stringify(schema)
  if (text.length > maxLength) return `A schema has at most ${maxLength} characters.`
  if (/\\u(?:0000|d[89a-f][0-9a-f]{2})/.test(text)) return 'A schema holds neither NUL nor half a character.'
  return faultIn(schema, schema)
}

/** Looks level by level and not by calls: what is nested a hundred thousand deep would end those too soon. */
function isTooDeep(schema: JsonSchema): boolean {
  let level: readonly unknown[] = [schema]
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value as JsonSchema) : [],
    )
    if (level.length === 0) return false
  }
  return true
}

function faultIn(value: unknown, root: JsonSchema): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return firstFault(value, root)
  const {
    type,
    pattern,
    $ref: ref,
    enum: values,
    const: constant,
    default: preset,
    examples,
    ...rest
  } = value as JsonSchema
  // A property may be called like a keyword: then its value is a schema, which is neither of these.
  if (typeof type === 'string' || Array.isArray(type)) {
    const names: readonly unknown[] = Array.isArray(type) ? type : [type]
    const unknown = names.find((name) => !typeNames.has(name))
    if (unknown !== undefined) return `There is no type ${JSON.stringify(unknown)} in JSON Schema.`
  }
  if (typeof pattern === 'string' && !isPattern(pattern)) return `${JSON.stringify(pattern)} is no regular expression.`
  if (typeof ref === 'string' && !resolves(ref, root)) return `"$ref" leads nowhere within the schema: ${ref}`
  const named = [type, pattern, ref, values, constant, preset, examples].filter((each) => isSchema(each))
  return firstFault([...Object.values(rest), ...named], root)
}

function firstFault(values: readonly unknown[], root: JsonSchema): string | null {
  for (const value of values) {
    const fault = faultIn(value, root)
    if (fault !== null) return fault
  }
  return null
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** Only pointers into the schema itself: nothing is ever fetched. */
function resolves(ref: string, root: JsonSchema): boolean {
  if (ref === '#') return true
  if (!ref.startsWith('#/')) return false
  let at: unknown = root
  for (const part of ref.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false
    at = (at as JsonSchema)[name]
  }
  return true
}
