const form = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A moment, in the reader's own time. */
export function When(props: { at: string }) {
  return <time datetime={props.at}>{form.format(new Date(props.at))}</time>
}
