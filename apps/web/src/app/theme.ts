import { createEffect, createSignal } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'

const key = 'sluice.theme'
const order: readonly Theme[] = ['system', 'light', 'dark']

function storedTheme(): Theme {
  const stored = localStorage.getItem(key)
  return order.find((theme) => theme === stored) ?? 'system'
}

/** The colours: the system's, or chosen and kept. `first-paint-theme.js` reads the same key before anything is drawn. */
export function createTheme() {
  const [theme, setTheme] = createSignal(storedTheme())
  createEffect(() => {
    if (theme() === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme()
    localStorage.setItem(key, theme())
  })
  const next = () => setTheme(order[(order.indexOf(theme()) + 1) % order.length] ?? 'system')
  return { theme, next }
}
