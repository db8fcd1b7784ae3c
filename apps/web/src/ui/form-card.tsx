import { createUniqueId, type JSX } from 'solid-js'

type FormCardProps = { title: string; onSubmit: () => void; children: JSX.Element }

/** A form under its heading; Enter sends it. */
export function FormCard(props: FormCardProps) {
  const id = createUniqueId()
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form
      aria-labelledby={id}
      class="flex flex-col gap-3 rounded-xl border border-line bg-surface px-4 py-3.5"
      onSubmit={onSubmit}
    >
      <h2 id={id} class="font-semibold">
        {props.title}
      </h2>
      {props.children}
    </form>
  )
}
