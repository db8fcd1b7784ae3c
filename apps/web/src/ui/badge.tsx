import type { JSX } from 'solid-js'

const tones = {
  plain: 'bg-sunken text-soft',
  good: 'bg-accent-soft text-ink',
  warning: 'bg-warning-soft text-warning',
}

/** A word that marks something. */
export function Badge(props: { tone?: keyof typeof tones; children: JSX.Element }) {
  return (
    <span class={`rounded-full px-2 py-0.5 text-[0.8rem] font-normal ${tones[props.tone ?? 'plain']}`}>
      {props.children}
    </span>
  )
}
