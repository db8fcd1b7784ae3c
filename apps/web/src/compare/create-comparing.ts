import { hasEnded } from '@sluice/client'
import { createMemo, createSignal } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { useApi } from '../graphql/api.ts'
import { createAnnotations } from '../refine/create-annotations.ts'
import { reviseGeneration } from '../refine/refine-requests.ts'
import { sourceBlocks } from '../refine/source-blocks.ts'
import { createAction, createRefusal } from '../ui/create-action.ts'
import { chooseGeneration } from './compare-requests.ts'
import { type Paragraphs, paragraphsToTake, type Replacement } from './paragraphs-to-take.ts'

type ComparingOptions = {
  shown: Entry
  alternatives: () => readonly Entry[]
  onTaken: (id: string) => void
}

/** Side by side at first, and so that each still has room for a line. */
const atFirst = 2

/** Which alternatives are compared, and what is taken of them. */
export function createComparing({ shown, alternatives, onTaken }: ComparingOptions) {
  const api = useApi()
  const annotations = createAnnotations(shown.id, () => true)
  const others = () => alternatives().filter((entry) => entry.id !== shown.id && hasEnded(entry.status()))
  const [left, setLeft] = createSignal<ReadonlySet<string>>(
    new Set(
      others()
        .slice(atFirst - 1)
        .map(({ id }) => id),
    ),
  )
  const [marksDifferences, setMarksDifferences] = createSignal(false)
  const textOf = (entry: Entry) =>
    entry.id === shown.id ? (annotations.current()?.currentText ?? entry.currentText()) : entry.currentText()
  const paragraphsOf = (entry: Entry): Paragraphs => {
    const text = textOf(entry)
    return { text, blocks: sourceBlocks(text) }
  }
  const intoShown = createMemo(() => paragraphsOf(shown))
  const chosen = () => [shown, ...others()].filter(({ id }) => !left().has(id))

  const told = createRefusal()
  const choice = createAction((id: string) => {
    const over = chosen().map((entry) => entry.id)
    return chooseGeneration(api, { id, over: over.filter((other) => other !== id) })
  }, told)
  const taking = createAction((source: Entry, replacement: Replacement) => {
    const after = annotations.current()?.revisions.at(-1)?.number ?? 0
    return reviseGeneration(api, { generationId: shown.id, after, sourceId: source.id, ...replacement })
  }, told)

  return {
    shown,
    /** All that can be compared, the shown one first. */
    all: () => [shown, ...others()],
    chosen,
    isChosen: (entry: Entry) => !left().has(entry.id),
    toggle: (entry: Entry) =>
      setLeft((ids) => new Set(ids.has(entry.id) ? [...ids].filter((id) => id !== entry.id) : [...ids, entry.id])),
    marksDifferences,
    setMarksDifferences,
    textOf,
    /** What the shown one lacks of another, paragraph by paragraph. */
    lackingOf: (source: Entry) => paragraphsToTake(intoShown(), paragraphsOf(source)),
    takeThis: async (id: string) => {
      if (await choice.act(id)) onTaken(id)
    },
    takeParagraph: async (source: Entry, replacement: Replacement) => {
      const done = await taking.act(source, replacement)
      if (!done) return annotations.catchUp(taking.refusal())
      annotations.take(done.generation)
      shown.revise(done.generation.currentText)
    },
    isBusy: () => choice.isBusy() || taking.isBusy(),
    refusal: told[0],
  }
}

export type Comparing = ReturnType<typeof createComparing>
