/** Measurements that take a minute or two. */
const short = ['claim-cost', 'flush-cost', 'place-cost', 'start-latency', 'page']
/** Take minutes to an hour and a machine of their own, so only by their names; these read options. */
const long = ['relay', 'saturation', 'memory', 'growth', 'soak']

/**
 * The measurements that arguments ask for: all short ones where none is named.
 *
 * @throws Error naming what there is none of, or which measurement would not read the options
 */
export function measurementsIn(args: readonly string[]): readonly string[] {
  const asked = args.filter((argument) => !argument.includes('='))
  const options = args.filter((argument) => argument.includes('='))
  const all = [...short, ...long]
  const unknown = asked.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`no such measurement: ${unknown.join(', ')}; there are ${all.join(', ')}`)
  const names = asked.length > 0 ? asked : short
  const deaf = names.filter((name) => !long.includes(name))
  if (options.length > 0 && deaf.length > 0)
    throw new Error(`${options.join(' ')}: ${deaf.join(', ')} would not read it; ${long.join(', ')} read options`)
  return names
}
