import { createMemo, createSignal, For, Index, type JSX, onCleanup, onMount, Show, untrack } from 'solid-js'

/** Drawn and put away together. */
const chunkSize = 20
/** A good guess, until a chunk was drawn and measured. */
const guessedRowPx = 62
/** So much beyond what is in sight is drawn, so that nobody scrolls into a hole. */
const margin = '1600px 0px'

type ChunkedListProps = { ids: readonly string[]; children: (id: string) => JSX.Element }

/**
 * A list of any length, of which only what is near the reader is drawn: the rest keeps its room. Find in page finds what
 * is drawn; the tray's own search finds the rest.
 */
export function ChunkedList(props: ChunkedListProps) {
  const starts = createMemo(
    () => Array.from({ length: Math.ceil(props.ids.length / chunkSize) }, (_, index) => index * chunkSize),
    [],
    { equals: (a, b) => a.length === b.length },
  )
  return (
    <Index each={starts()}>
      {(start) => <Chunk ids={props.ids.slice(start(), start() + chunkSize)}>{props.children}</Chunk>}
    </Index>
  )
}

function Chunk(props: ChunkedListProps) {
  const [isNear, setNear] = createSignal(untrack(() => props.ids.length < chunkSize))
  /** On average: rows come and go also while none of them is drawn. */
  const [rowPx, setRowPx] = createSignal(guessedRowPx)
  const [chunk, setChunk] = createSignal<HTMLElement>()
  onMount(() => {
    const element = chunk()
    if (!element) return
    const observer = new IntersectionObserver(
      (changes) => {
        const isComing = changes.at(-1)?.isIntersecting === true
        if (isComing === isNear()) return
        // A row with the focus in it stays: keys would find nothing else.
        if (!isComing && element.contains(document.activeElement)) return
        if (!isComing) setRowPx(element.offsetHeight / props.ids.length)
        setNear(isComing)
      },
      { rootMargin: margin },
    )
    observer.observe(element)
    onCleanup(() => observer.disconnect())
  })
  const room = () => (isNear() ? undefined : `${props.ids.length * rowPx()}px`)
  return (
    <div ref={setChunk} class="border-t border-line first:border-t-0" style={{ height: room() }}>
      <Show when={isNear()}>
        <For each={props.ids}>{props.children}</For>
      </Show>
    </div>
  )
}
