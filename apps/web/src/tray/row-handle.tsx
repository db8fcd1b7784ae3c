import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronUp from 'lucide-solid/icons/chevron-up'
import GripVertical from 'lucide-solid/icons/grip-vertical'
import { Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { trayEn } from './tray.en.ts'

/** How a row in line is moved. */
export type RowMoves = {
  step: (step: -1 | 1) => void
  drag: (event: PointerEvent & { currentTarget: HTMLElement }) => void
}

/** A handle for the pointer, and steps for everybody. */
export function RowHandle(props: { title: string; moves: RowMoves }) {
  const words = useWords('tray', trayEn)
  return (
    <div class="relative z-10 -ml-1.5 flex shrink-0 items-center max-sm:order-1">
      <span
        class="flex h-9 w-6 cursor-grab touch-none items-center justify-center text-faint active:cursor-grabbing"
        title={words().drag}
        onPointerDown={(event) => props.moves.drag(event)}
        data-drag-handle
      >
        <GripVertical size={16} aria-hidden="true" />
      </span>
      <div class="flex flex-col max-sm:flex-row-reverse">
        <Step label={words().moveUp(props.title)} onStep={() => props.moves.step(-1)} isUp />
        <Step label={words().moveDown(props.title)} onStep={() => props.moves.step(1)} />
      </div>
    </div>
  )
}

function Step(props: { label: string; isUp?: boolean; onStep: () => void }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      class="flex h-6 w-6 items-center justify-center rounded-md max-sm:size-9 text-soft hover:bg-sunken hover:text-ink"
      onClick={() => props.onStep()}
    >
      <Show when={props.isUp} fallback={<ChevronDown size={15} aria-hidden="true" />}>
        <ChevronUp size={15} aria-hidden="true" />
      </Show>
    </button>
  )
}
