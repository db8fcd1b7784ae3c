import ChevronLeft from 'lucide-solid/icons/chevron-left'
import { For, Show } from 'solid-js'
import type { Viewer } from '../../app/app-requests.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { useWords } from '../../i18n/words.tsx'
import { Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { DeleteSpace } from './delete-space.tsx'
import { LeaveSpace } from './leave-space.tsx'
import { LetIn } from './let-in.tsx'
import { MemberRow } from './member-row.tsx'
import { roleMeaning } from './role-words.ts'
import { SpaceModels } from './space-models.tsx'
import { SpaceRetention } from './space-retention.tsx'
import { canLeave, canManage, peopleElsewhere } from './space-rights.ts'
import { SpaceThreads } from './space-threads.tsx'
import { spacesEn } from './spaces.en.ts'
import type { Space } from './spaces-requests.ts'

type SpacePageProps = {
  space: Space
  /** All of the viewer's, to know people by. */
  spaces: readonly Space[]
  viewer: Viewer
  onChanged: () => Promise<void>
}

/** One space: what is shared there, who is in it, and who lets others in. */
export function SpacePage(props: SpacePageProps) {
  const words = useWords('spaces', spacesEn)
  const isOwn = () => props.space.id === props.viewer.space.id
  return (
    <>
      <div>
        <a
          href="/settings/spaces"
          class="-ml-1.5 mb-1.5 inline-flex items-center gap-0.5 rounded-md py-0.5 pr-1.5 text-[0.9rem] text-soft hover:text-ink"
        >
          <ChevronLeft size={16} aria-hidden="true" />
          {words().all}
        </a>
        <SectionHeading title={isOwn() ? words().own : props.space.name}>
          <Show when={!isOwn()} fallback={words().ownMeaning}>
            <Show when={props.space.role}>
              {(role) => (
                <>
                  {words().youAreHereAs} <span class="font-medium text-ink">{wordFor(words().yourRoles, role())}</span>:{' '}
                  {roleMeaning(role(), words().yourMeanings)}
                </>
              )}
            </Show>
          </Show>
        </SectionHeading>
      </div>
      <SpaceThreads spaceId={props.space.id} isOwn={isOwn()} />
      <section class="flex flex-col gap-2.5">
        <h2 class="font-semibold">{words().people}</h2>
        <Rows label={words().people}>
          <For each={props.space.members}>
            {(member) => (
              <MemberRow space={props.space} member={member} viewer={props.viewer} onChanged={props.onChanged} />
            )}
          </For>
        </Rows>
        <Show when={props.space.role === 'PARTNER'}>
          <p class="text-[0.86rem] text-soft">{words().toPartners}</p>
        </Show>
      </section>
      <Show when={canManage(props.space, props.viewer)}>
        <LetIn
          spaceId={props.space.id}
          known={peopleElsewhere(props.spaces, props.space.id)}
          onChanged={props.onChanged}
        />
      </Show>
      <Show when={props.space.role === 'OWNER' && !isOwn()}>
        <SpaceModels space={props.space} onChanged={props.onChanged} />
      </Show>
      <Show when={props.space.role === 'OWNER'}>
        <SpaceRetention space={props.space} onChanged={props.onChanged} />
      </Show>
      <Show when={canLeave(props.space, props.viewer)}>
        <LeaveSpace space={props.space} viewer={props.viewer} onChanged={props.onChanged} />
      </Show>
      <Show when={props.space.role === 'OWNER' && !isOwn()}>
        <DeleteSpace space={props.space} onChanged={props.onChanged} />
      </Show>
    </>
  )
}
