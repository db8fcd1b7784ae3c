import { hasEnded } from '@sluice/client'
import { A } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { areSingleKeysOn } from '../app/shortcuts.ts'
import { useWords } from '../i18n/words.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import type { Live } from './create-live.ts'
import { isRetryable } from './needs.ts'
import { RowActions, type RowDeeds } from './row-actions.tsx'
import { RowHandle, type RowMoves } from './row-handle.tsx'
import { RowNews, RowState } from './row-words.tsx'
import { trayEn } from './tray.en.ts'
import type { TrayRow } from './tray-requests.ts'

type TrayRowViewProps = {
  row: TrayRow
  live: Live | undefined
  /** The space, where it is not the viewer's own. */
  space: string | null
  deeds: RowDeeds
  /** How it is moved; null where it stands in no line. */
  moves: RowMoves | null
  /** Whether it is dragged, or what is dragged would go before it. */
  drag: 'dragged' | 'before' | null
  /** The viewer's own yes or no, where they are asked. */
  answer: (() => JSX.Element) | null
}

const isSingle = (event: KeyboardEvent) =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) && areSingleKeysOn()

/** Keys of a row that has the focus; Enter and Tab are the browser's. */
function onRowKey(event: KeyboardEvent, { row, deeds, moves }: TrayRowViewProps): void {
  if (event.altKey && moves && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault()
    moves.step(event.key === 'ArrowUp' ? -1 : 1)
  } else if (event.key === 'e' && isSingle(event) && hasEnded(row.status)) deeds.archive(row)
  else if (event.key === 'o' && isSingle(event)) deeds.openBeside(row)
}

/** One line of the tray. The whole row opens the thread; the buttons in it do the rest. */
export function TrayRowView(props: TrayRowViewProps) {
  const words = useWords('tray', trayEn)
  /** On a phone, more than two signs go below the words. */
  const isBroad = () => props.moves !== null || props.answer !== null || isRetryable(props.row)
  return (
    <article
      aria-label={words().row(props.row.title)}
      tabIndex={-1}
      data-line-id={props.moves ? props.row.id : undefined}
      class="relative flex items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-2.5 first:border-t-0 hover:bg-sunken has-[a:focus-visible]:bg-sunken"
      classList={{
        'max-sm:flex-wrap': isBroad(),
        'opacity-50': props.drag === 'dragged',
        'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent': props.drag === 'before',
      }}
      onKeyDown={(event) => onRowKey(event, props)}
    >
      <Show when={props.moves}>{(moves) => <RowHandle title={props.row.title} moves={moves()} />}</Show>
      <StatusDot status={props.row.status} />
      <div class="min-w-0 flex-1" classList={{ 'max-sm:basis-[calc(100%-2rem)]': isBroad() }}>
        <A
          href={`/t/${encodeURIComponent(props.row.thread.id)}`}
          data-tray-link
          class="block after:absolute after:inset-0"
          classList={{ 'font-bold': props.row.isUnread, 'font-medium': !props.row.isUnread }}
        >
          <Show when={props.row.isUnread}>
            <span class="sr-only">{words().unread}: </span>
          </Show>
          <span dir="auto" class="block truncate">
            {props.row.title}
          </span>
        </A>
        <RowState row={props.row} live={props.live} space={props.space} />
        <RowNews row={props.row} live={props.live} mayApprove={props.answer !== null} />
      </div>
      <div class="relative z-10 order-last flex shrink-0 items-center gap-1 max-sm:ml-auto">
        {props.answer?.()}
        <RowActions row={props.row} deeds={props.deeds} />
      </div>
    </article>
  )
}
