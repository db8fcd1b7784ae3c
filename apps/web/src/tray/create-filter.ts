import { useSearchParams } from '@solidjs/router'
import { createMemo } from 'solid-js'
import { createSearch } from './create-search.ts'
import { isByStatus } from './groups.ts'
import { addressOfFilter, filterOfAddress, wholeTray } from './tray-filter.ts'
import type { TrayFilter } from './tray-requests.ts'

const isSame = (a: TrayFilter, b: TrayFilter) => JSON.stringify(a) === JSON.stringify(b)

/** What the tray is narrowed to, kept in the address. */
export function createFilter() {
  const [address, setAddress] = useSearchParams()
  const filter = createMemo(() => filterOfAddress(address), wholeTray, { equals: isSame })
  /** As far as the server has to know of it. */
  const asked = createMemo<TrayFilter>(
    () => ({ ...filter(), group: isByStatus(filter().group) ? filter().group : null }),
    wholeTray,
    { equals: isSame },
  )
  const change = (change: Partial<TrayFilter>) =>
    setAddress(addressOfFilter({ ...filter(), ...change }), { replace: true, scroll: false })
  const search = createSearch(
    () => filter().text,
    (text) => change({ text }),
  )
  return {
    filter,
    asked,
    change,
    search,
    showAll: () => {
      search.take(wholeTray.text)
      change(wholeTray)
    },
  }
}
