/** Reads `name=value` arguments over their defaults. @throws Error naming what is not known */
export function readOptions<const Defaults extends Readonly<Record<string, string>>>(
  defaults: Defaults,
): { readonly [Name in keyof Defaults]: string } {
  const given = process.argv.slice(2).flatMap((argument) => {
    const [name = '', ...value] = argument.split('=')
    return value.length > 0 ? [[name, value.join('=')] as const] : []
  })
  const unknown = given.filter(([name]) => !(name in defaults)).map(([name]) => name)
  if (unknown.length > 0)
    throw new Error(`no such option: ${unknown.join(', ')}; there are ${Object.keys(defaults).join(', ')}`)
  return { ...defaults, ...Object.fromEntries(given) }
}

/** Options that every measurement of a server has. */
export const commonOptions = {
  /** Cores of the servers, and of the provider with the load client, as taskset takes them. */
  server: '0',
  harness: '1',
  /** `no` leaves docs/benchmarks.md as it is. */
  write: 'yes',
} as const
