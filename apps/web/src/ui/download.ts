/** Hands a text to the browser as a file. */
export function download(name: string, text: string, type = 'text/markdown') {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has to have begun with it; how long that takes it tells nobody.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
