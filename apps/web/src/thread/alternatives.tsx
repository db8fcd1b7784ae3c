import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { For, type JSX, Show } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { stateWords } from '../generation/words.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { IconButton } from '../ui/button.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import type { ThreadNode } from './nodes.ts'
import { threadEn } from './thread.en.ts'
import { beside, type Turn } from './tree.ts'

/** More than these are gone through one by one. */
const shownTabs = 6

type AlternativesProps = {
  turn: Turn
  nodeOf: (id: string) => ThreadNode | undefined
  onShow: (id: string) => void
  /** Somebody is about to choose. */
  onNear: () => void
  /** What can be done with several. */
  children?: JSX.Element
}

/** What stands beside what is shown: as tabs, and one by one. Nothing where there is only one. */
export function Alternatives(props: AlternativesProps) {
  return (
    <Show when={props.turn.alternatives.length > 1}>
      <Several {...props} />
    </Show>
  )
}

function Several(props: AlternativesProps) {
  const words = useWords('thread', threadEn)
  const formats = useFormats()
  const count = () => props.turn.alternatives.length
  const number = (id: string) => formats().number(props.turn.alternatives.indexOf(id) + 1)
  return (
    <div
      class="-mb-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-[0.86rem] text-soft"
      onFocusIn={() => props.onNear()}
      onPointerEnter={() => props.onNear()}
    >
      <IconButton class="size-7!" label={words().previous} onClick={() => props.onShow(beside(props.turn, -1))}>
        <ChevronLeft size={16} aria-hidden="true" />
      </IconButton>
      <Show when={count() <= shownTabs}>
        <Tabs {...props} />
      </Show>
      <IconButton class="size-7!" label={words().next} onClick={() => props.onShow(beside(props.turn, 1))}>
        <ChevronRight size={16} aria-hidden="true" />
      </IconButton>
      <span aria-live="polite">{words().place(number(props.turn.id), formats().number(count()))}</span>
      <span class="min-w-0 truncate text-faint">{props.nodeOf(props.turn.id)?.model}</span>
      {props.children}
    </div>
  )
}

const steps: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

function Tabs(props: AlternativesProps) {
  const words = useWords('thread', threadEn)
  const states = useWords('generation', generationEn)
  const formats = useFormats()
  let list: HTMLDivElement | undefined
  const onKeyDown = (event: KeyboardEvent) => {
    const { alternatives } = props.turn
    const step = steps[event.key]
    const end = { Home: alternatives[0], End: alternatives.at(-1) }[event.key]
    const next = step === undefined ? end : beside(props.turn, step)
    if (next === undefined) return
    event.preventDefault()
    props.onShow(next)
    list?.querySelector<HTMLElement>(`[data-alternative="${CSS.escape(next)}"]`)?.focus()
  }
  const nameOf = (id: string, index: number) => {
    const node = props.nodeOf(id)
    const state = node ? `${node.model}, ${stateWords({ status: node.status, phase: null }, 0, states())}` : ''
    return words().alternative(formats().number(index + 1), formats().number(props.turn.alternatives.length), state)
  }
  return (
    <div
      ref={(element) => (list = element)}
      role="tablist"
      aria-label={words().alternatives}
      class="flex gap-0.5 rounded-lg bg-sunken p-0.5"
      onKeyDown={onKeyDown}
    >
      <For each={props.turn.alternatives}>
        {(id, index) => {
          const isShown = () => id === props.turn.id
          return (
            <button
              type="button"
              role="tab"
              data-alternative={id}
              aria-selected={isShown()}
              aria-label={nameOf(id, index())}
              title={props.nodeOf(id)?.model}
              tabIndex={isShown() ? 0 : -1}
              class="inline-flex min-h-6 min-w-8 items-center justify-center gap-1.5 rounded-md px-2 font-medium hover:text-ink"
              classList={{ 'bg-surface text-ink shadow-xs': isShown() }}
              onClick={() => props.onShow(id)}
            >
              <Show when={props.nodeOf(id)}>{(node) => <StatusDot status={node().status} />}</Show>
              {formats().number(index() + 1)}
            </button>
          )
        }}
      </For>
    </div>
  )
}
