// A file of its own and not a module, so that a chosen theme is set before the first paint under `script-src 'self'`.
{
  const theme = localStorage.getItem('sluice.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
}
