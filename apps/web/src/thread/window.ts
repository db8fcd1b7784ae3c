import type { Turn } from './tree.ts'

/** Which stretch of a branch is on the page, by the keys of its first and last turn; `last` null: to the end. */
export type Stretch = { readonly first: string | null; readonly last: string | null }

/** Places in a branch, `to` excluded. */
export type Bounds = { readonly from: number; readonly to: number }

/** Where a stretch lies in a branch. What it began with may be gone: then it is the last `size`. */
export function boundsOf(branch: readonly Turn[], { first, last }: Stretch, size: number): Bounds {
  const lastAt = last === null ? -1 : branch.findIndex(({ key }) => key === last)
  const to = lastAt === -1 ? branch.length : lastAt + 1
  const firstAt = first === null ? -1 : branch.findIndex(({ key }) => key === first)
  return { from: firstAt === -1 || firstAt >= to ? Math.max(0, to - size) : firstAt, to }
}

/** The stretch between two places of a branch. */
export function stretchOf(branch: readonly Turn[], { from, to }: Bounds): Stretch {
  const first = branch[Math.max(0, from)]
  return { first: first?.key ?? null, last: to >= branch.length ? null : (branch[to - 1]?.key ?? null) }
}
