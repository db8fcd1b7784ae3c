// A file of its own and not a module, so that a chosen theme is set before the first paint under `script-src 'self'`.
try {
  const theme = localStorage.getItem('sluice.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Where storage is forbidden the theme is the system's.
}
