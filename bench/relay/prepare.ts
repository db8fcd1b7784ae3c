import { peers } from './peers.ts'
import { sluices } from './sluice.ts'
import type { Target } from './target.ts'

const targets: Readonly<Record<string, Target>> = { ...peers, ...sluices }

/** The keys of all targets. */
export const allKeys = Object.keys(targets).join(',')

/** What can be measured here, and why the rest cannot. @throws Error naming a key that there is none of */
export async function prepareTargets(
  keys: string,
): Promise<{ readonly ready: ReadonlyMap<string, Target>; missing: string[] }> {
  const ready = new Map<string, Target>()
  const missing: string[] = []
  for (const key of keys.split(',')) {
    const target = targets[key]
    if (!target) throw new Error(`no such target: ${key}; there are ${allKeys}`)
    const problem = await target.prepare()
    if (problem === null) ready.set(key, target)
    else missing.push(`${key} ${target.name}: ${problem}`)
  }
  for (const each of missing) console.log(`not measured: ${each}`)
  return { ready, missing }
}
