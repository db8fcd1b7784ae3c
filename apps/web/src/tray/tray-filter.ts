import { groupNames } from './groups.ts'
import type { TrayFilter } from './tray-requests.ts'

/** Everything that is not archived. */
export const wholeTray: TrayFilter = {
  group: null,
  label: null,
  space: null,
  model: null,
  text: '',
  isArchived: false,
}

type Address = Partial<Record<string, string | string[]>>

const textOf = (value: string | string[] | undefined) => (typeof value === 'string' && value !== '' ? value : null)

/** What the address says that the tray is narrowed to. What it does not know it passes over. */
export function filterOfAddress(address: Address): TrayFilter {
  return {
    group: groupNames.find((name) => name === address['group']) ?? null,
    label: textOf(address['label']),
    space: textOf(address['space']),
    model: textOf(address['model']),
    text: textOf(address['text']) ?? '',
    isArchived: address['archived'] === '1',
  }
}

/** The same as parts of an address; undefined takes a part away. */
export function addressOfFilter({ group, label, space, model, text, isArchived }: TrayFilter) {
  return {
    group: group ?? undefined,
    label: label ?? undefined,
    space: space ?? undefined,
    model: model ?? undefined,
    text: text || undefined,
    archived: isArchived ? '1' : undefined,
  }
}

/** Whether the server alone can tell what belongs into the list. */
export const isNarrowed = ({ label, space, model, text }: TrayFilter) =>
  label !== null || space !== null || model !== null || text !== ''

/** Whether the whole tray is shown. */
export const isWhole = (filter: TrayFilter) => !isNarrowed(filter) && filter.group === null && !filter.isArchived
