import { useParams } from '@solidjs/router'
import { createMemo, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Viewer } from '../app/app-requests.ts'
import { NotFound } from '../app/not-found.tsx'
import { useViewer } from '../app/viewer.tsx'
import { sectionsFor } from './sections.ts'
import { SettingsNav } from './settings-nav.tsx'

/** `/settings/:section?/:id?`: the sections beside the one that is open. */
export function SettingsView() {
  const { viewer } = useViewer()
  return <Show when={viewer()}>{(viewer) => <SettingsFrame viewer={viewer()} />}</Show>
}

function SettingsFrame(props: { viewer: Viewer }) {
  const params = useParams<{ section?: string }>()
  const shown = createMemo(() => sectionsFor(props.viewer))
  const current = createMemo(() => shown().find(({ path }) => path === (params.section ?? shown()[0]?.path)))
  return (
    <div data-wide class="flex flex-col gap-5 pb-10 md:flex-row md:gap-8">
      <SettingsNav sections={shown()} current={current()} />
      <div class="flex min-w-0 flex-1 flex-col gap-5">
        <Show when={current()?.view} fallback={<NotFound />}>
          {(view) => (
            <Suspense>
              <Dynamic component={view()} />
            </Suspense>
          )}
        </Show>
      </div>
    </div>
  )
}
