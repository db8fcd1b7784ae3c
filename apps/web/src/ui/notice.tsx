import CircleAlert from 'lucide-solid/icons/circle-alert'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { type JSX, Show } from 'solid-js'

type NoticeProps = { tone: 'danger' | 'warning'; role?: 'alert'; children: JSX.Element }

/** Something that went wrong (danger) or otherwise than planned (warning). */
export function Notice(props: NoticeProps) {
  const colors = () => (props.tone === 'danger' ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning')
  return (
    <div role={props.role} class={`flex gap-2.5 rounded-lg px-3.5 py-2.5 ${colors()}`}>
      <Show
        when={props.tone === 'danger'}
        fallback={<TriangleAlert size={17} class="mt-0.5 shrink-0" aria-hidden="true" />}
      >
        <CircleAlert size={17} class="mt-0.5 shrink-0" aria-hidden="true" />
      </Show>
      <div class="min-w-0 flex-1 [overflow-wrap:anywhere]">{props.children}</div>
    </div>
  )
}
