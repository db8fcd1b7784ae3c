import { type Accessor, type JSX, Show } from 'solid-js'
import type { LoadedData } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from './button.tsx'
import { OldNotice } from './old-notice.tsx'
import { uiEn } from './ui.en.ts'

type LoadedProps<Data> = { of: LoadedData<Data>; children: (data: Accessor<Data>) => JSX.Element }

/** What was loaded, with a word above it when the server does not answer. */
export function Loaded<Data>(props: LoadedProps<Data>) {
  const words = useWords('ui', uiEn)
  return (
    <>
      <Show when={props.of.error()}>
        <OldNotice>
          <Button size="small" class="mt-2" onClick={() => void props.of.refetch()}>
            {words().tryNow}
          </Button>
        </OldNotice>
      </Show>
      <Show
        when={props.of.data()}
        fallback={
          <Show when={!props.of.error()}>
            <p class="appear-late text-soft">{words().loading}</p>
          </Show>
        }
      >
        {(data) => props.children(data)}
      </Show>
    </>
  )
}
