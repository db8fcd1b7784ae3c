/** Reads `name=value` arguments over their defaults. @throws Error naming what this measurement does not read */
export function readOptions<const Defaults extends Readonly<Record<string, string>>>(
  defaults: Defaults,
  args = process.argv.slice(2),
): { readonly [Name in keyof Defaults]: string } {
  const given = args.flatMap((argument) => {
    const [name = '', ...value] = argument.split('=')
    return value.length > 0 ? [[name, value.join('=')] as const] : []
  })
  const unknown = given.filter(([name]) => !Object.hasOwn(defaults, name)).map(([name]) => name)
  if (unknown.length > 0)
    throw new Error(`no such option: ${unknown.join(', ')}; there are ${Object.keys(defaults).join(', ')}`)
  return { ...defaults, ...Object.fromEntries(given) }
}

/** An option as a number. @throws Error naming it where it is none */
export function numberOf<Name extends string>(options: { readonly [Key in Name]: string }, name: Name): number {
  return toNumber(name, options[name])
}

/** An option as numbers with commas between. @throws Error naming it where one is none */
export function numbersOf<Name extends string>(
  options: { readonly [Key in Name]: string },
  name: Name,
): readonly number[] {
  return options[name].split(',').map((text) => toNumber(name, text))
}

function toNumber(name: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`${name}=${text}: not a number`)
  return Number(text)
}

/** Options that every measurement of a server has. */
export const commonOptions = {
  /** Cores of the servers, and of the provider with the load client, as taskset takes them. */
  server: '0',
  harness: '1',
  /** `no` leaves docs/benchmarks.md as it is. */
  write: 'yes',
} as const
