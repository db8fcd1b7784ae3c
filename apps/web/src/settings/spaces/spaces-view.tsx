import { useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { NotFound } from '../../app/not-found.tsx'
import { useViewer } from '../../app/viewer.tsx'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SpaceList } from './space-list.tsx'
import { SpacePage } from './space-page.tsx'
import { loadSpaces } from './spaces-requests.ts'

/** `/settings/spaces`, and each of them below it. */
export function SpacesView() {
  const api = useApi()
  const params = useParams<{ id?: string }>()
  const { viewer, refetch } = useViewer()
  const spaces = createLoaded(() => loadSpaces(api))
  const onChanged = async () => {
    await Promise.all([spaces.refetch(), refetch()])
  }
  return (
    <Show when={viewer()}>
      {(viewer) => (
        <Loaded of={spaces}>
          {(all) => (
            <Show
              when={params.id}
              keyed
              fallback={<SpaceList spaces={all()} viewer={viewer()} onChanged={onChanged} />}
            >
              {(id) => (
                <Show when={all().find((space) => space.id === decodeURIComponent(id))} fallback={<NotFound />}>
                  {(space) => <SpacePage space={space()} spaces={all()} viewer={viewer()} onChanged={onChanged} />}
                </Show>
              )}
            </Show>
          )}
        </Loaded>
      )}
    </Show>
  )
}
