import { createMemo, Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { elapsedMs, formatDuration } from '../generation/measures.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { type AroundBlockProps, Markdown } from '../markdown/markdown.tsx'
import { DiffView } from '../refine/diff-view.tsx'
import { Button } from '../ui/button.tsx'
import { compareEn } from './compare.en.ts'
import type { Comparing } from './create-comparing.ts'

type CompareColumnProps = {
  name: string
  entry: Entry
  /** What it is compared with. */
  base: Entry
  baseNumber: number
  comparing: Comparing
}

/** One alternative: what it took, what it says, and what can be taken of it. */
export function CompareColumn(props: CompareColumnProps) {
  const words = useWords('compare', compareEn)
  const text = () => props.comparing.textOf(props.entry)
  const isDiff = () => props.comparing.marksDifferences() && props.entry.id !== props.base.id
  const lacking = createMemo(() =>
    props.entry.id === props.comparing.shown.id ? [] : props.comparing.lackingOf(props.entry),
  )
  const Around = (around: AroundBlockProps) => (
    <div class="aside">
      {around.children}
      <Show when={lacking()[around.index]}>
        {(replacement) => (
          <Button
            look="quiet"
            size="small"
            class="-ml-2.5"
            aria-disabled={props.comparing.isBusy()}
            onClick={() => void props.comparing.takeParagraph(props.entry, replacement())}
          >
            {words().takeParagraph}
          </Button>
        )}
      </Show>
    </div>
  )
  return (
    <section
      aria-label={props.name}
      class="flex min-w-0 flex-col gap-3 rounded-xl border border-line bg-surface px-4 py-3"
    >
      <div class="flex flex-wrap items-start justify-between gap-2">
        <h3 class="min-w-0 flex-1 basis-40 font-semibold [overflow-wrap:anywhere]">{props.name}</h3>
        <Button
          size="small"
          aria-disabled={props.comparing.isBusy()}
          onClick={() => void props.comparing.takeThis(props.entry.id)}
        >
          {words().takeThis}
        </Button>
      </div>
      <Measures entry={props.entry} />
      <Show when={isDiff()} fallback={<Markdown text={text()} isComplete={true} around={Around} />}>
        <p class="text-[0.86rem] text-faint">{words().wordDiffHint(props.baseNumber)}</p>
        <DiffView before={props.comparing.textOf(props.base)} after={text()} />
      </Show>
    </section>
  )
}

function Measures(props: { entry: Entry }) {
  const words = useWords('compare', compareEn)
  const formats = useFormats()
  const row = () => props.entry.row()
  const took = () => formatDuration(elapsedMs({ ...row(), status: props.entry.view().status }, Date.now()))
  const tokens = () => {
    const usage = props.entry.view().usage ?? row().usage
    return usage ? `${usage.isEstimated ? '≈ ' : ''}${formats().number(usage.outputTokens)}` : words().unknown
  }
  const cost = () => {
    const known = props.entry.view().cost ?? row().cost
    return known === null ? words().unknown : formats().exactDollars(known)
  }
  return (
    <dl class="flex flex-wrap gap-x-4 gap-y-0.5 text-[0.86rem] text-soft [&>div]:flex [&>div]:gap-1.5 [&_dt]:text-faint">
      <div>
        <dt>{words().took}</dt>
        <dd>{took()}</dd>
      </div>
      <div>
        <dt>{words().tokens}</dt>
        <dd>{tokens()}</dd>
      </div>
      <div>
        <dt>{words().cost}</dt>
        <dd>{cost()}</dd>
      </div>
    </dl>
  )
}
