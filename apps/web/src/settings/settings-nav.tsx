import { createMemo, For } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import type { Section } from './sections.ts'
import { settingsEn } from './settings.en.ts'

type SettingsNavProps = { sections: readonly Section[]; current: Section | undefined }

/** A column beside the section on wide screens, a line above it on narrow ones. */
export function SettingsNav(props: SettingsNavProps) {
  const words = useWords('settings', settingsEn)
  const groups = createMemo(() => Map.groupBy(props.sections, ({ group }) => group))
  return (
    <nav
      aria-label={words().title}
      class="flex shrink-0 flex-wrap gap-0.5 max-md:-ml-2.5 md:w-40 md:flex-col md:gap-y-4"
    >
      <For each={[...groups().keys()]}>
        {(group) => (
          <div class="max-md:contents">
            <p class="px-2.5 pb-0.5 text-[0.8rem] font-medium text-faint max-md:sr-only">{words().groups[group]}</p>
            <ul role="list" class="gap-0.5 max-md:contents md:flex md:flex-col">
              <For each={groups().get(group)}>
                {(section) => (
                  <li>
                    <a
                      href={`/settings/${section.path}`}
                      aria-current={section === props.current ? 'page' : undefined}
                      class="block rounded-lg px-2.5 py-1.5 text-[0.9rem] text-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink"
                    >
                      {words().sections[section.path]}
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </div>
        )}
      </For>
    </nav>
  )
}
