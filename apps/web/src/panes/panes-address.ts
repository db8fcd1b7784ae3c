/** Each holds a stream, and the server opens twenty for one browser. */
export const mostPanes = 8

/** The threads of an address, each once, in their order. */
export function panesOf(value: string | string[] | undefined): string[] {
  const ids = (Array.isArray(value) ? value.join(',') : (value ?? '')).split(',').filter((id) => id !== '')
  return [...new Set(ids)].slice(0, mostPanes)
}

/** Where these threads stand side by side. */
export const addressOfPanes = (ids: readonly string[]): string =>
  ids.length > 0 ? `/panes?t=${ids.map(encodeURIComponent).join(',')}` : '/panes'

/** One more at the end. Where there are too many, the first gives way; one that is there stays where it is. */
export const withPane = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? [...ids] : [...ids, id].slice(-mostPanes)

export const withoutPane = (ids: readonly string[], id: string): string[] => ids.filter((other) => other !== id)
