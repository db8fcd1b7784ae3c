import Braces from 'lucide-solid/icons/braces'
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import Keyboard from 'lucide-solid/icons/keyboard'
import { Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { type LanguageChoice, languageNames, languages } from '../i18n/language.ts'
import { useLanguage, useWords } from '../i18n/words.tsx'
import { Menu, MenuChoice, MenuItem, MenuLink } from '../ui/menu.tsx'
import { appEn } from './app.en.ts'
import { type Theme, themes, useTheme } from './theme.tsx'

/** How the page looks and speaks, and what else there is. */
export function HeaderMenu(props: { onShortcuts: () => void }) {
  const words = useWords('app', appEn)
  const api = useApi()
  const { choice, choose } = useLanguage()
  const { theme, setTheme } = useTheme()
  return (
    <Menu label={words().menu} icon={<EllipsisVertical size={18} aria-hidden="true" />}>
      <MenuChoice<Theme>
        label={words().theme}
        options={themes.map((value) => ({ value, label: words().themes[value] }))}
        value={theme()}
        onChange={setTheme}
      />
      <MenuChoice<LanguageChoice>
        label={words().language}
        options={[
          { value: 'system', label: words().systemLanguage },
          ...languages.map((value) => ({ value, label: languageNames[value], lang: value })),
        ]}
        value={choice()}
        onChange={choose}
      />
      <div class="pt-1.5">
        <Show when={!api.isSignedOut()}>
          <MenuItem icon={<Keyboard size={17} aria-hidden="true" />} onChoose={() => props.onShortcuts()}>
            {words().shortcuts}
          </MenuItem>
        </Show>
        <MenuLink href="/graphql" icon={<Braces size={17} aria-hidden="true" />}>
          GraphiQL
        </MenuLink>
      </div>
    </Menu>
  )
}
