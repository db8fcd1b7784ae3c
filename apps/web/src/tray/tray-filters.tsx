import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Choice } from './choice.tsx'
import type { Search } from './create-search.ts'
import { type GroupName, groupNames } from './groups.ts'
import { SearchField } from './search-field.tsx'
import { trayEn } from './tray.en.ts'
import type { TrayFilter } from './tray-requests.ts'

/** What there is to choose from, besides what is chosen. */
export type FilterChoices = {
  labels: readonly string[]
  models: readonly string[]
  spaces: readonly { id: string; name: string }[]
}

type TrayFiltersProps = {
  filter: TrayFilter
  /** How many are known of each group; with `+` where the server has more. */
  counts: Record<GroupName, string>
  choices: FilterChoices
  search: Search
  onChange: (change: Partial<TrayFilter>) => void
}

function Chip(props: { isOn: boolean; onClick: () => void; text: string; count?: string; isLoud?: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={props.isOn}
      class="min-h-7 rounded-full px-2.5 text-[0.86rem] whitespace-nowrap text-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
      onClick={() => props.onClick()}
    >
      {props.text}{' '}
      <Show when={props.count}>
        {(count) => (
          <span classList={{ 'text-faint': !props.isLoud, 'font-semibold text-ink': props.isLoud }}>{count()}</span>
        )}
      </Show>
    </button>
  )
}

const named = (names: readonly string[]) => names.map((name) => ({ id: name, name }))

/** Narrows the tray: to a group, to what fits a search, to a label, a space, a model, or to the archive. */
export function TrayFilters(props: TrayFiltersProps) {
  const words = useWords('tray', trayEn)
  const setGroup = (group: GroupName | null) => props.onChange({ group, isArchived: false })
  return (
    <div role="group" aria-label={words().filter} class="flex flex-col gap-2">
      <div class="flex flex-wrap items-center gap-2">
        <SearchField label={words().search} placeholder={words().searchHint} search={props.search} />
        <Choice
          label={words().label}
          any={words().anyLabel}
          options={named(props.choices.labels)}
          value={props.filter.label}
          onChange={(label) => props.onChange({ label })}
        />
        <Choice
          label={words().space}
          any={words().anySpace}
          options={props.choices.spaces}
          value={props.filter.space}
          onChange={(space) => props.onChange({ space })}
        />
        <Choice
          label={words().model}
          any={words().anyModel}
          options={named(props.choices.models)}
          value={props.filter.model}
          onChange={(model) => props.onChange({ model })}
        />
      </div>
      <div class="-mx-2.5 flex items-center gap-0.5 overflow-x-auto px-0.5 py-0.5 sm:flex-wrap">
        <Chip
          isOn={props.filter.group === null && !props.filter.isArchived}
          onClick={() => setGroup(null)}
          text={words().all}
        />
        <For each={groupNames}>
          {(name) => (
            <Chip
              isOn={props.filter.group === name && !props.filter.isArchived}
              onClick={() => setGroup(name)}
              text={words().groups[name]}
              count={props.filter.isArchived ? '' : props.counts[name]}
              isLoud={name === 'needsMe'}
            />
          )}
        </For>
        <Chip
          isOn={props.filter.isArchived}
          onClick={() => props.onChange({ group: null, isArchived: true })}
          text={words().archived}
        />
      </div>
    </div>
  )
}
