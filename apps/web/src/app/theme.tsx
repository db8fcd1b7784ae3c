import { type Accessor, createContext, createEffect, createSignal, type ParentProps, useContext } from 'solid-js'
import { readStored, writeStored } from '../ui/storage.ts'

export type Theme = 'system' | 'light' | 'dark'

/** In the order in which they are listed. */
export const themes: readonly Theme[] = ['system', 'light', 'dark']

const key = 'sluice.theme'

function storedTheme(): Theme {
  const stored = readStored(key)
  return themes.find((theme) => theme === stored) ?? 'system'
}

const ThemeContext = createContext<{ theme: Accessor<Theme>; setTheme: (theme: Theme) => void }>()

/** The colours, and how they are changed. Throws outside of `ThemeProvider`. */
export function useTheme() {
  const known = useContext(ThemeContext)
  if (!known) throw new Error('useTheme outside of ThemeProvider')
  return known
}

/** The colours: the system's, or chosen and kept. `first-paint-theme.js` reads the same key before anything is drawn. */
export function ThemeProvider(props: ParentProps) {
  const [theme, setTheme] = createSignal(storedTheme())
  createEffect(() => {
    if (theme() === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme()
    writeStored(key, theme())
  })
  return <ThemeContext.Provider value={{ theme, setTheme }}>{props.children}</ThemeContext.Provider>
}
