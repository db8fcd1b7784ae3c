import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import MessageSquarePlus from 'lucide-solid/icons/message-square-plus'
import PenLine from 'lucide-solid/icons/pen-line'
import X from 'lucide-solid/icons/x'
import { onMount, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import type { RefiningState } from './create-refining.ts'
import type { Selecting } from './create-selecting.ts'
import { refineEn } from './refine.en.ts'

/** Beside what is selected: what can be done with it. Arrows choose another paragraph when one was chosen with the keyboard. */
export function PassageBar(props: { state: RefiningState; selecting: Selecting }) {
  const words = useWords('refine', refineEn)
  let first: HTMLButtonElement | undefined
  const isPicked = () => props.state.asked()?.isPicked === true
  const picked = () => props.selecting.picked()
  const go = (mode: 'change' | 'comment') => {
    const asked = props.state.asked()
    if (asked) props.state.ask({ ...asked, mode })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.state.leave()
    else if (isPicked() && event.key === 'ArrowDown') props.selecting.pick(picked() + 1)
    else if (isPicked() && event.key === 'ArrowUp') props.selecting.pick(picked() - 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  onMount(() => isPicked() && first?.focus())

  return (
    <div
      role="toolbar"
      aria-label={words().passage}
      class="absolute z-8 flex max-w-full flex-wrap items-center gap-1 rounded-xl border border-line bg-raised p-1 shadow-lg"
      style={{
        top: `${props.selecting.barPlace().top}px`,
        left: `max(0px, min(${props.selecting.barPlace().left}px, calc(100% - ${isPicked() ? 27 : 19}rem)))`,
      }}
      // The selection stays while a button is pressed.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      <Button ref={(element) => (first = element)} look="quiet" size="small" onClick={() => go('change')}>
        <PenLine size={14} aria-hidden="true" />
        {words().change}
      </Button>
      <Button look="quiet" size="small" onClick={() => go('comment')}>
        <MessageSquarePlus size={14} aria-hidden="true" />
        {words().comment}
      </Button>
      <Show when={isPicked()}>
        <IconButton label={words().before} class="size-7" onClick={() => props.selecting.pick(picked() - 1)}>
          <ArrowUp size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={words().after} class="size-7" onClick={() => props.selecting.pick(picked() + 1)}>
          <ArrowDown size={15} aria-hidden="true" />
        </IconButton>
        <span role="status" class="px-1 text-[0.8rem] text-faint">
          {words().at(picked() + 1, props.selecting.count())}
        </span>
      </Show>
      <IconButton label={words().close} class="size-7" onClick={() => props.state.leave()}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
