import { type Accessor, type JSX, Show } from 'solid-js'
import type { LoadedData } from '../graphql/create-loaded.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

type LoadedProps<Data> = { of: LoadedData<Data>; children: (data: Accessor<Data>) => JSX.Element }

/** What was loaded, with a word above it when the server does not answer. */
export function Loaded<Data>(props: LoadedProps<Data>) {
  return (
    <>
      <Show when={props.of.error()}>
        <Notice tone="warning">
          <p>The server does not answer. What you see may be old; trying again.</p>
          <Button size="small" class="mt-2" onClick={() => void props.of.refetch()}>
            Try now
          </Button>
        </Notice>
      </Show>
      <Show
        when={props.of.data()}
        fallback={
          <Show when={!props.of.error()}>
            <p class="appear-late text-soft">Loading…</p>
          </Show>
        }
      >
        {(data) => props.children(data)}
      </Show>
    </>
  )
}
