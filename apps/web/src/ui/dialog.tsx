import { createUniqueId, type ParentProps } from 'solid-js'

type DialogProps = ParentProps<{
  title: string
  /** As wide as the window lets it be: for things side by side. */
  isWide?: boolean
  ref: (dialog: HTMLDialogElement) => void
  onClose: () => void
}>

/** A dialog of the browser's own: it keeps the focus, and Esc or a press beside it closes it. */
export function Dialog(props: DialogProps) {
  const titleId = createUniqueId()
  const onClick = (event: MouseEvent & { currentTarget: HTMLDialogElement }) => {
    if (event.target === event.currentTarget) event.currentTarget.close()
  }
  return (
    <dialog
      ref={(element) => props.ref(element)}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={onClick}
      class={`m-auto ${props.isWide ? 'w-400' : 'w-120'} max-w-[calc(100vw-1.5rem)] rounded-2xl border border-line bg-raised p-0 text-base font-normal text-ink shadow-xl backdrop:bg-black/40`}
    >
      <div class="flex flex-col gap-4 p-5">
        <h2 id={titleId} class="font-semibold">
          {props.title}
        </h2>
        {props.children}
      </div>
    </dialog>
  )
}
