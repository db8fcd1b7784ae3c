import { createStoredSignal } from '../ui/stored-signal.ts'
import { addressOfPanes, withPane } from './panes-address.ts'

const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every((id) => typeof id === 'string')

/** The threads that stood side by side last in this tab; the address says which do now. */
export function createPanes() {
  const [last, remember] = createStoredSignal<string[]>({
    key: 'sluice.panes',
    initial: [],
    isValid: isIds,
    storage: 'session',
  })
  return {
    remember,
    /** Where a thread stands beside those. */
    addressWith: (threadId: string) => addressOfPanes(withPane(last(), threadId)),
  }
}
