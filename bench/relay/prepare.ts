import { peers } from './peers.ts'
import { sluices } from './sluice.ts'
import type { Target } from './target.ts'

const targets: Readonly<Record<string, Target>> = { ...peers, ...sluices }

/** The keys of all targets. */
export const allKeys = Object.keys(targets).join(',')

/** What can be measured here of these, and why the rest cannot. @throws Error naming a key that is none of them, before anything is installed */
export async function prepareTargets(
  keys: string,
  among = targets,
): Promise<{ readonly ready: ReadonlyMap<string, Target>; missing: string[] }> {
  const asked = keys.split(',').map((key) => {
    const target = Object.hasOwn(among, key) ? among[key] : undefined
    if (!target) throw new Error(`no such target: ${key}; there are ${Object.keys(among).join(', ')}`)
    return [key, target] as const
  })
  const ready = new Map<string, Target>()
  const missing: string[] = []
  for (const [key, target] of asked) {
    const problem = await target.prepare()
    if (problem === null) ready.set(key, target)
    else missing.push(`${key} ${target.name}: ${problem}`)
  }
  for (const each of missing) console.log(`not measured: ${each}`)
  return { ready, missing }
}
