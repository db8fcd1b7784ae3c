import Pencil from 'lucide-solid/icons/pencil'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { titleOf } from '../generation/words.ts'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { threadEn } from './thread.en.ts'
import { renameThread } from './thread-requests.ts'

type ThreadHeadProps = {
  id: string
  /** Undefined until it is known. */
  title: string | undefined
  isRenamable: boolean
  onRenamed: (title: string) => void
  children: JSX.Element
}

/** What a thread is called, and what can be done with all of it. */
export function ThreadHead(props: ThreadHeadProps) {
  const words = useWords('thread', threadEn)
  const generationWords = useWords('generation', generationEn)
  const api = useApi()
  const [isRenaming, setRenaming] = createSignal(false)
  const { act, isBusy, refusal, forget } = createAction((title: string) => renameThread(api, { id: props.id, title }))
  let pencil: HTMLButtonElement | undefined
  const leave = () => {
    forget()
    setRenaming(false)
    pencil?.focus()
  }
  const save = async (title: string) => {
    const done = await act(title)
    if (!done) return
    props.onRenamed(done.thread.title)
    leave()
  }
  return (
    <header class="flex flex-col gap-2">
      <div class="flex min-h-9 flex-wrap items-center gap-x-1 gap-y-1.5">
        <Show
          when={isRenaming()}
          fallback={
            <h1 class="min-w-0 flex-1 basis-56 text-lg max-sm:basis-full font-semibold [overflow-wrap:anywhere]">
              {props.title === undefined ? '' : titleOf(props.title, generationWords().untitled, 200)}
              <Show when={props.isRenamable}>
                <IconButton
                  ref={(element: HTMLButtonElement) => (pencil = element)}
                  class="ml-1 size-7! align-middle"
                  label={words().rename}
                  onClick={() => setRenaming(true)}
                >
                  <Pencil size={14} aria-hidden="true" />
                </IconButton>
              </Show>
            </h1>
          }
        >
          <RenameForm
            title={props.title ?? ''}
            isBusy={isBusy()}
            onSave={(title) => void save(title)}
            onCancel={leave}
          />
        </Show>
        {props.children}
      </div>
      <Refused refusal={refusal()} />
    </header>
  )
}

type RenameFormProps = { title: string; isBusy: boolean; onSave: (title: string) => void; onCancel: () => void }

/** Most that the server takes. */
const longestTitle = 200

function RenameForm(props: RenameFormProps) {
  const words = useWords('thread', threadEn)
  let input: HTMLInputElement | undefined
  onMount(() => {
    input?.focus()
    input?.select()
  })
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    const title = input?.value.trim() ?? ''
    if (title !== '' && !props.isBusy) props.onSave(title)
  }
  return (
    <form
      aria-label={words().rename}
      class="flex min-w-0 flex-1 basis-72 items-center gap-1.5"
      onSubmit={onSubmit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <h1 class="sr-only">{props.title}</h1>
      <input
        ref={(element) => (input = element)}
        aria-label={words().title}
        class="input min-w-0 flex-1 font-semibold"
        maxLength={longestTitle}
        value={props.title}
      />
      <Button type="submit" size="small" look="primary" aria-disabled={props.isBusy}>
        {words().save}
      </Button>
      <Button size="small" onClick={() => props.onCancel()}>
        {words().cancel}
      </Button>
    </form>
  )
}
