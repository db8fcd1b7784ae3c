import type { Load } from './load.ts'

/** `100x1x40,500x1x40`: generations, watchers of each, tokens a second. @throws Error naming one that cannot be read */
export function readLoads(list: string): readonly Load[] {
  return list.split(',').map((text) => {
    const [, generations, watchers, rate] = /^(\d+)x(\d+)x(\d+(?:\.\d+)?)$/.exec(text) ?? []
    if (generations === undefined) throw new Error(`${text} is no load: generations x watchers x tokens a second`)
    return { generations: Number(generations), watchers: Number(watchers), rate: Number(rate) }
  })
}
