import type { Resource } from 'solid-js'

/**
 * What a resource has answered last; undefined until it has, or when it failed. Reading the resource itself before would take
 * all that stands around it off the page, open dialogs too.
 */
export const latestOf = <Data>(resource: Resource<Data>): Data | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined
