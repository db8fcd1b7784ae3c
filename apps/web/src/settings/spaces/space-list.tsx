import { For, Show } from 'solid-js'
import type { Viewer } from '../../app/app-requests.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { Badge } from '../../ui/badge.tsx'
import { EmptyRows, Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { NewSpace } from './new-space.tsx'
import { spacesEn } from './spaces.en.ts'
import { type Space, spacePath } from './spaces-requests.ts'

type SpaceListProps = { spaces: readonly Space[]; viewer: Viewer; onChanged: () => Promise<void> }

/** The spaces that one is in. */
export function SpaceList(props: SpaceListProps) {
  const words = useWords('spaces', spacesEn)
  const title = useSectionTitle('spaces')
  const shared = () => props.spaces.filter(({ id }) => id !== props.viewer.space.id)
  const own = () => props.spaces.find(({ id }) => id === props.viewer.space.id)
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Show
        when={shared().length > 0}
        fallback={
          <EmptyRows title={words().none}>
            {props.viewer.isAdmin ? words().noneForAdmins : words().noneForOthers}
          </EmptyRows>
        }
      >
        <Rows label={title()}>
          <For each={shared()}>{(space) => <SpaceRow space={space} />}</For>
        </Rows>
      </Show>
      <Show when={props.viewer.isAdmin}>
        <NewSpace onChanged={props.onChanged} />
      </Show>
      <Show when={own()}>
        {(own) => (
          <p class="text-[0.92rem] text-soft">
            {words().toOwn}{' '}
            <a href={spacePath(own().id)} class="font-medium text-accent-strong underline underline-offset-2">
              {words().ownLink}
            </a>
            .
          </p>
        )}
      </Show>
    </>
  )
}

function SpaceRow(props: { space: Space }) {
  const words = useWords('spaces', spacesEn)
  const formats = useFormats()
  const members = () => props.space.members.length
  return (
    <Row>
      <RowText
        name={
          <>
            <a href={spacePath(props.space.id)} class="rounded-sm underline-offset-2 hover:underline">
              {props.space.name}
            </a>
            <Show when={props.space.role}>{(role) => <Badge>{wordFor(words().roles, role())}</Badge>}</Show>
          </>
        }
      >
        <Show when={props.space.role !== 'PARTNER'}>{words().members(members(), formats().number(members()))}</Show>
      </RowText>
    </Row>
  )
}
