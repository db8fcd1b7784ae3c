import { batch, createEffect, createMemo, createSignal, untrack } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { type Anchor, placeOf, type Revised } from './carry-span.ts'
import type { AnnotationsState } from './create-annotations.ts'
import { keepWords, readKeptWords } from './kept-words.ts'
import { blocksOf } from './passage.ts'
import { type SourceBlock, type Span, sourceBlocks } from './source-blocks.ts'

/** What is done to a passage: it is offered what can be, or words are being written about it. */
export type Asked = {
  /** Null for the whole text. */
  anchor: Anchor | null
  mode: 'offer' | 'change' | 'comment'
  /** Chosen with the keyboard, block by block: it does not go with the selection. */
  isPicked?: boolean
  /** The comment that becomes the instruction. */
  commentId?: string
  /** It was there before the page was loaded, so it does not take the focus. */
  isKept?: true
}

/** An answer as it stands, and the passage of it that is meant, however the text changes meanwhile. */
export function createPassage(entry: Entry, annotations: AnnotationsState) {
  /** Until then nobody knows which revision the text is, and nothing can be said about its passages. */
  const isKnown = createMemo(() => annotations.current() !== undefined)
  const { asked, close, ...writing } = createAsked(entry.id, isKnown)
  const revised = createMemo<Revised>(() => ({
    text: annotations.current()?.currentText ?? entry.currentText(),
    revisions: annotations.current()?.revisions ?? [],
  }))
  const text = () => revised().text
  const newest = () => revised().revisions.at(-1)?.number ?? 0
  const blocks = createBlocks(text)
  const place = (anchor: Anchor): Span | null => placeOf(anchor, revised())
  let home: HTMLElement | undefined
  const goHome = () => home?.focus({ preventScroll: true })
  const quoteOf = ({ start, end }: Span) => ({ start, end, quote: text().slice(start, end) })

  return {
    entry,
    asked,
    close,
    ...writing,
    /** Where the focus goes when what had it is gone. */
    setHome: (element: HTMLElement) => {
      home = element
    },
    goHome,
    /** Leaves the passage. */
    leave: () => {
      close()
      goHome()
    },
    text,
    isKnown,
    /** The number of the newest revision; 0 for none. */
    newest,
    blocks,
    place,
    quoteOf,
    anchorOf: (span: Span): Anchor => ({ ...quoteOf(span), revision: newest() }),
    blocksUnder: (anchor: Anchor) => {
      const span = place(anchor)
      return span && blocksOf(blocks(), span)
    },
    /** What is asked about, where it stands in the newest text. */
    askedQuote: () => {
      const anchor = asked()?.anchor ?? null
      return quoteOf((anchor && place(anchor)) ?? { start: 0, end: text().length })
    },
    isAskedGone: () => {
      const anchor = asked()?.anchor ?? null
      return anchor !== null && place(anchor) === null
    },
  }
}

export type Passage = ReturnType<typeof createPassage>

/** Which passage is meant, and what is being written about it; that is kept until it is sent or given up. */
function createAsked(generationId: string, isKnown: () => boolean) {
  const [asked, setAsked] = createSignal<Asked | null>(null)
  const [words, setWords] = createSignal('')
  const write = (next: string) => {
    setWords(next)
    keepWords(generationId, asked(), next)
  }
  createEffect(() => {
    const kept = isKnown() && !untrack(asked) ? readKeptWords(generationId) : null
    if (!kept) return
    batch(() => {
      setAsked(kept.asked)
      setWords(kept.words)
    })
  })
  return {
    asked,
    ask: setAsked,
    /** Begins with words that somebody has said before; they are kept like those that are written. */
    askWith: (next: Asked, said: string) =>
      batch(() => {
        setAsked(next)
        write(said)
      }),
    /** What is being written about the passage: an instruction, or a comment. */
    words,
    setWords: write,
    close: () => {
      setAsked(null)
      write('')
    },
  }
}

/** The blocks of a text, read only when they are asked for: while it is written that would be at each frame. */
function createBlocks(text: () => string): () => readonly SourceBlock[] {
  let read: { text: string; blocks: readonly SourceBlock[] } = { text: '', blocks: [] }
  return () => {
    const current = text()
    if (read.text !== current) read = { text: current, blocks: sourceBlocks(current) }
    return read.blocks
  }
}
