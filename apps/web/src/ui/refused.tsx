import { Show } from 'solid-js'
import type { Refusal } from '../graphql/outcome.ts'
import { Notice } from './notice.tsx'

/** Why something was not done, if it was not. */
export function Refused(props: { refusal: Refusal | null }) {
  return (
    <Show when={props.refusal}>
      {(refusal) => (
        <Notice tone="danger" role="alert">
          {refusal().message}
        </Notice>
      )}
    </Show>
  )
}
