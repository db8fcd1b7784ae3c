import { For, Show } from 'solid-js'
import type { Viewer } from '../../app/app-requests.ts'
import { formatCount } from '../../generation/measures.ts'
import { Badge } from '../../ui/badge.tsx'
import { EmptyRows, Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { NewSpace } from './new-space.tsx'
import { roleName } from './role-words.ts'
import { type Space, spacePath } from './spaces-requests.ts'

type SpaceListProps = { spaces: readonly Space[]; viewer: Viewer; onChanged: () => Promise<void> }

/** The spaces that one is in. */
export function SpaceList(props: SpaceListProps) {
  const shared = () => props.spaces.filter(({ id }) => id !== props.viewer.space.id)
  const own = () => props.spaces.find(({ id }) => id === props.viewer.space.id)
  return (
    <>
      <SectionHeading title="Spaces">
        A space is a group of people and the threads that they share. A thread stays its beginner’s alone until they
        share it.
      </SectionHeading>
      <Show
        when={shared().length > 0}
        fallback={
          <EmptyRows title="You share nothing with anybody yet">
            {props.viewer.isAdmin
              ? 'Make a space below, let people in by a link, and share threads with them.'
              : 'Whoever runs this server makes spaces, and lets you into them.'}
          </EmptyRows>
        }
      >
        <Rows label="Spaces">
          <For each={shared()}>{(space) => <SpaceRow space={space} />}</For>
        </Rows>
      </Show>
      <Show when={props.viewer.isAdmin}>
        <NewSpace onChanged={props.onChanged} />
      </Show>
      <Show when={own()}>
        {(own) => (
          <p class="text-[0.92rem] text-soft">
            Threads that name no space go to{' '}
            <a href={spacePath(own().id)} class="font-medium text-accent-strong underline underline-offset-2">
              your own space
            </a>
            .
          </p>
        )}
      </Show>
    </>
  )
}

function SpaceRow(props: { space: Space }) {
  return (
    <Row>
      <RowText
        name={
          <>
            <a href={spacePath(props.space.id)} class="rounded-sm underline-offset-2 hover:underline">
              {props.space.name}
            </a>
            <Show when={props.space.role}>{(role) => <Badge>{roleName(role())}</Badge>}</Show>
          </>
        }
      >
        <Show when={props.space.role !== 'PARTNER'}>{formatCount(props.space.members.length, 'member')}</Show>
      </RowText>
    </Row>
  )
}
