import { useNavigate } from '@solidjs/router'
import type { Accessor } from 'solid-js'
import { themes, useTheme } from '../app/theme.tsx'
import { useViewer } from '../app/viewer.tsx'
import { languageNames, languages } from '../i18n/language.ts'
import { useLanguage, useWords } from '../i18n/words.tsx'
import { sectionsFor } from '../settings/sections.ts'
import { settingsEn } from '../settings/settings.en.ts'
import { createThreads } from './create-threads.ts'
import type { Entry } from './find-entries.ts'
import { paletteEn } from './palette.en.ts'

/** What the frame does when it is asked to. */
export type FrameDeeds = {
  write: () => void
  openSheet: () => void
  startTour: () => void
}

type Action = Omit<Entry, 'group'>

function createActions(deeds: FrameDeeds): () => Entry[] {
  const words = useWords('palette', paletteEn)
  const { setTheme } = useTheme()
  const { choose } = useLanguage()
  const ofPage = (): Action[] => [
    { id: 'new', label: words().newGeneration, also: words().newAlso, run: deeds.write },
    { id: 'shortcuts', label: words().shortcuts, also: words().shortcutsAlso, run: deeds.openSheet },
    { id: 'tour', label: words().tour, also: words().tourAlso, run: deeds.startTour },
    { id: 'graphiql', label: words().graphiql, also: words().graphiqlAlso, run: () => location.assign('/graphql') },
  ]
  const ofThemes = (): Action[] =>
    themes.map((theme) => ({
      id: `theme-${theme}`,
      label: words().themes[theme],
      also: words().themeAlso,
      run: () => setTheme(theme),
    }))
  const ofLanguages = (): Action[] =>
    (['system', ...languages] as const).map((choice) => ({
      id: `language-${choice}`,
      label: choice === 'system' ? words().languageOfBrowser : words().languageIs(languageNames[choice]),
      also: words().languageAlso,
      run: () => choose(choice),
    }))
  return () => [...ofPage(), ...ofThemes(), ...ofLanguages()].map((action) => ({ ...action, group: 'actions' }))
}

/** Everything that there is to go to and to do. */
export function createEntries(deeds: FrameDeeds, typed: Accessor<string>) {
  const navigate = useNavigate()
  const { viewer } = useViewer()
  const words = useWords('palette', paletteEn)
  const settings = useWords('settings', settingsEn)
  const threads = createThreads(typed)
  const actions = createActions(deeds)
  const sections = (): Entry[] => {
    const known = viewer()
    return (known ? sectionsFor(known) : []).map(({ path }) => ({
      id: `settings-${path}`,
      group: 'settings',
      label: settings().sections[path],
      run: () => navigate(`/settings/${path}`),
    }))
  }
  const views = (): Entry[] => [
    { id: 'view-tray', group: 'views', label: words().tray, also: words().trayAlso, run: () => navigate('/') },
    { id: 'view-panes', group: 'views', label: words().panes, also: words().panesAlso, run: () => navigate('/panes') },
  ]
  return {
    entries: () => [...threads.entries(), ...actions(), ...views(), ...sections()],
    isUnreachable: threads.isUnreachable,
  }
}
