import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import type { Tray } from './create-tray.ts'
import { trayEn } from './tray.en.ts'
import { archiveThread, type TrayRow } from './tray-requests.ts'

/** What was done last, and how it is undone. */
export type Done = { words: string; undo?: () => void }

type ArchivingOptions = { tray: Pick<Tray, 'withdraw' | 'refetch'>; say: (done: Done) => void }
type Titled = Pick<TrayRow, 'thread' | 'title'>

/** Takes threads out of sight, or out of the archive: at once, and they come back when that is refused or undone. */
export function createArchiving({ tray, say }: ArchivingOptions) {
  const words = useWords('tray', trayEn)
  const api = useApi()

  /** @param putBack - shows again what was taken away when the opposite was done */
  return async function setArchived({ thread, title }: Titled, isArchived: boolean, putBack?: () => void) {
    const putBackTaken = tray.withdraw(thread.id)
    const outcome = await archiveThread(api, thread.id, isArchived)
    if ('refused' in outcome) {
      putBackTaken()
      say({ words: outcome.refused.message })
    } else {
      putBack?.()
      const undo = () => void setArchived({ thread, title }, !isArchived, putBackTaken)
      say({ words: isArchived ? words().archivedOne(title) : words().unarchivedOne(title), undo })
    }
    await tray.refetch()
  }
}
