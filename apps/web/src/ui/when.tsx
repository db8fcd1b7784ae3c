import { useFormats } from '../i18n/words.tsx'

/** A moment, in the reader's own time. */
export function When(props: { at: string }) {
  const formats = useFormats()
  return <time datetime={props.at}>{formats().moment(props.at)}</time>
}
