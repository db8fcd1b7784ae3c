import { hasEnded } from '@sluice/client'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Columns2 from 'lucide-solid/icons/columns-2'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { Show } from 'solid-js'
import { StopButton } from '../generation/stop-button.tsx'
import { useWords } from '../i18n/words.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { isRetryable } from './needs.ts'
import { trayEn } from './tray.en.ts'
import type { TrayRow } from './tray-requests.ts'

/** What a person can do with a row. */
export type RowDeeds = {
  archive: (row: TrayRow) => void
  openBeside: (row: TrayRow) => void
  retry: (row: TrayRow) => void
  isRetrying: (id: string) => boolean
  onStopped: () => void
}

/** The buttons of a row, in the order in which they are wanted. */
export function RowActions(props: { row: TrayRow; deeds: RowDeeds }) {
  const words = useWords('tray', trayEn)
  const isOver = () => hasEnded(props.row.status)
  return (
    <>
      <Show when={isRetryable(props.row)}>
        <Button
          size="small"
          aria-label={words().retryOf(props.row.title)}
          aria-disabled={props.deeds.isRetrying(props.row.id)}
          onClick={() => props.deeds.retry(props.row)}
        >
          <RotateCcw size={13} aria-hidden="true" />
          {props.row.status === 'CANCELLED' ? words().startAgain : words().retry}
        </Button>
      </Show>
      <StopButton id={props.row.id} status={props.row.status} onStopped={props.deeds.onStopped} />
      <IconButton
        label={words().openBeside(props.row.title)}
        class="max-sm:hidden"
        onClick={() => props.deeds.openBeside(props.row)}
      >
        <Columns2 size={16} aria-hidden="true" />
      </IconButton>
      <Show when={isOver()}>
        <IconButton
          label={props.row.thread.isArchived ? words().unarchive(props.row.title) : words().archive(props.row.title)}
          onClick={() => props.deeds.archive(props.row)}
        >
          <Show when={props.row.thread.isArchived} fallback={<Archive size={16} aria-hidden="true" />}>
            <ArchiveRestore size={16} aria-hidden="true" />
          </Show>
        </IconButton>
      </Show>
    </>
  )
}
