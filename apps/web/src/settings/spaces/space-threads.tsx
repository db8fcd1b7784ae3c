import { createSignal, For, Show } from 'solid-js'
import { generationEn } from '../../generation/generation.en.ts'
import { titleOf } from '../../generation/words.ts'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { EmptyRows, Row, Rows, RowText } from '../../ui/rows.tsx'
import { When } from '../../ui/when.tsx'
import { spacesEn } from './spaces.en.ts'
import { loadSpaceThreads } from './spaces-requests.ts'

const pageSize = 10

/** The threads of a space that one sees: the shared ones, and one's own. */
export function SpaceThreads(props: { spaceId: string; isOwn: boolean }) {
  const api = useApi()
  const all = useWords('spaces', spacesEn)
  const words = () => all().threads
  const generationWords = useWords('generation', generationEn)
  const [first, setFirst] = createSignal(pageSize)
  const loaded = createLoaded(() => loadSpaceThreads(api, { spaceId: props.spaceId, first: first() }))
  const showMore = () => {
    setFirst(Math.min(first() + pageSize, 100))
    void loaded.refetch()
  }
  return (
    <section class="flex flex-col gap-2.5">
      <h2 class="font-semibold">{words().title}</h2>
      <Loaded of={loaded}>
        {(page) => (
          <Show
            when={page().threads.length > 0}
            fallback={
              <EmptyRows title={words().none}>{props.isOwn ? words().noneOfOwn : words().noneShared}</EmptyRows>
            }
          >
            <Rows label={words().title}>
              <For each={page().threads}>
                {(thread) => (
                  <Row>
                    <RowText
                      name={
                        <>
                          <a
                            href={`/t/${encodeURIComponent(thread.id)}`}
                            class="rounded-sm underline-offset-2 hover:underline"
                          >
                            {titleOf(thread.title, generationWords().untitled)}
                          </a>
                          <Show when={!props.isOwn && thread.visibility === 'PRIVATE'}>
                            <Badge>{words().onlyYou}</Badge>
                          </Show>
                        </>
                      }
                    >
                      <span class="text-faint">
                        {thread.isMine ? words().begunByYou : ''}
                        <When at={thread.createdAt} />
                      </span>
                    </RowText>
                  </Row>
                )}
              </For>
            </Rows>
            <Show when={page().hasMore && first() < 100}>
              <Button size="small" class="self-start" onClick={showMore}>
                {words().showOlder}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </section>
  )
}
