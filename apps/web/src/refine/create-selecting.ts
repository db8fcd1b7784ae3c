import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { RefiningState } from './create-refining.ts'
import { passageOf } from './passage.ts'
import { blockRect, firstInSight, selectedIn, showBlock } from './selected-in.ts'

/** Where the toolbar stands, in px from the answer's upper left corner. */
export type BarPlace = { top: number; left: number }

type SelectingOptions = { state: RefiningState; root: Accessor<HTMLElement | undefined>; isEnabled: Accessor<boolean> }

/** Turns what a person selects in an answer, or chooses with the keyboard, into a passage that is offered. */
export function createSelecting({ state, root, isEnabled }: SelectingOptions) {
  const [barPlace, setBarPlace] = createSignal<BarPlace>({ top: 0, left: 0 })
  const [picked, setPicked] = createSignal(0)

  const putBar = (rect: DOMRect | undefined) => {
    const frame = root()?.getBoundingClientRect()
    if (frame && rect) setBarPlace({ top: rect.bottom - frame.top + 6, left: rect.left - frame.left })
  }
  const selectionHere = (): Range | null => {
    const within = root()
    const selection = document.getSelection()
    if (!within || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    return within.contains(range.startContainer) && within.contains(range.endContainer) ? range : null
  }
  /** False when nothing is selected that could be changed. */
  const offerSelection = () => {
    const within = root()
    const range = selectionHere()
    const span = within && range && passageOf(state.blocks(), selectedIn(within, range))
    if (!range || !span) return false
    putBar([...range.getClientRects()].at(-1))
    state.ask({ anchor: state.anchorOf(span), mode: 'offer' })
    return true
  }
  const pick = (index: number) => {
    const within = root()
    const block = state.blocks()[index]
    if (!within || !block) return
    setPicked(index)
    showBlock(within, index)
    putBar(blockRect(within, index))
    state.ask({ anchor: state.anchorOf(block), mode: 'offer', isPicked: true })
  }
  const onSelection = () => {
    const asked = state.asked()
    if (!isEnabled() || (asked && (asked.mode !== 'offer' || asked.isPicked))) return
    if (!offerSelection() && asked) state.close()
  }
  listenToSelection(onSelection)
  createEffect(on(isEnabled, onSelection, { defer: true }))

  return {
    barPlace,
    picked,
    count: () => state.blocks().length,
    pick: (index: number) => pick(Math.min(Math.max(0, index), state.blocks().length - 1)),
    /** Offers the selection, or the first paragraph in sight. */
    begin: () => {
      const within = root()
      if (!offerSelection() && within) pick(firstInSight(within))
    },
  }
}

export type Selecting = ReturnType<typeof createSelecting>

/** Tells of a selection once it stands still: not while the pointer draws it. */
function listenToSelection(onSelection: () => void) {
  let isDrawing = false
  let frame: number | undefined
  const schedule = () => {
    if (isDrawing) return
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      onSelection()
    })
  }
  const onPointer = (event: PointerEvent) => {
    isDrawing = event.type === 'pointerdown' && event.pointerType === 'mouse'
    schedule()
  }
  createEffect(() => {
    document.addEventListener('selectionchange', schedule)
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('pointerup', onPointer)
    document.addEventListener('pointercancel', onPointer)
  })
  onCleanup(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    document.removeEventListener('selectionchange', schedule)
    document.removeEventListener('pointerdown', onPointer)
    document.removeEventListener('pointerup', onPointer)
    document.removeEventListener('pointercancel', onPointer)
  })
}
