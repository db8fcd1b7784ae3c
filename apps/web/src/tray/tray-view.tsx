import { createMemo, Show } from 'solid-js'
import { Composer } from '../composer/composer.tsx'
import { useWords } from '../i18n/words.tsx'
import { useInbox } from '../inbox/create-inbox.tsx'
import { Button } from '../ui/button.tsx'
import { OldNotice } from '../ui/old-notice.tsx'
import { createTitle } from '../ui/title.ts'
import { createChoices } from './create-choices.ts'
import { createDeeds } from './create-deeds.ts'
import { createFilter } from './create-filter.ts'
import { createGroups } from './create-groups.ts'
import { createTray } from './create-tray.ts'
import { DoneBar } from './done-bar.tsx'
import { EmptyTray } from './empty-tray.tsx'
import { mayHoldEnded } from './groups.ts'
import { MoreRows } from './more-rows.tsx'
import { trayEn } from './tray.en.ts'
import { isWhole } from './tray-filter.ts'
import { TrayFilters } from './tray-filters.tsx'
import { TrayGroups } from './tray-groups.tsx'

/** Home: start something, and see everything that was started. */
export function TrayView() {
  const words = useWords('tray', trayEn)
  const inbox = useInbox()
  const { filter, asked, change, search, showAll } = createFilter()
  const tray = createTray(asked)
  const deeds = createDeeds(tray)
  const { groups, counts } = createGroups(tray, () => filter().group)
  const choices = createChoices(tray)
  createTitle(() => words().title)

  const hasRows = createMemo(() => tray.rows.all().length > 0 || inbox.approvals().length > 0)
  const hasShown = () => {
    const { group } = filter()
    const isAsked = inbox.approvals().length > 0 && (group ?? 'needsMe') === 'needsMe'
    return isAsked || (group ? groups()[group].length > 0 : hasRows())
  }

  return (
    <div class="flex flex-col gap-5 pb-8">
      <h1 class="sr-only">{words().title}</h1>
      <Composer place="home" placeholder={words().placeholder} follows={null} space={null} onStarted={tray.insert} />
      <Show when={tray.error()}>
        <OldNotice />
      </Show>
      <Show when={hasRows() || !isWhole(filter())}>
        <TrayFilters filter={filter()} counts={counts()} choices={choices()} search={search} onChange={change} />
      </Show>
      <TrayGroups tray={tray} groups={groups()} counts={counts()} chosen={filter().group} deeds={deeds} />
      <Show when={tray.isLoaded() && !hasShown()}>
        <Show when={!isWhole(filter())} fallback={<EmptyTray />}>
          <div class="py-4 text-center text-soft">
            <p>{filter().text ? words().nothingFound : words().nothing}</p>
            <Button size="small" class="mt-3" onClick={showAll}>
              {words().clearFilters}
            </Button>
          </div>
        </Show>
      </Show>
      <Show when={mayHoldEnded(filter().group)}>
        <MoreRows tray={tray} />
      </Show>
      <DoneBar done={deeds.done()} onDismiss={() => deeds.say(null)} />
    </div>
  )
}
