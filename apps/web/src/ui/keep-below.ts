const gapPx = 4
const marginPx = 8

function place(panel: HTMLElement, anchor: Element) {
  const page = document.documentElement
  // Not by 100vw: that has the place of a scroll bar in it.
  panel.style.maxWidth = `${page.clientWidth - 2 * marginPx}px`
  const at = anchor.getBoundingClientRect()
  const size = panel.getBoundingClientRect()
  const fitsBelow = at.bottom + gapPx + size.height <= page.clientHeight - marginPx
  const above = at.top - gapPx - size.height
  const left = Math.min(at.left, page.clientWidth - size.width - marginPx)
  panel.style.top = `${Math.max(marginPx, fitsBelow || above < marginPx ? Math.min(at.bottom + gapPx, page.clientHeight - size.height - marginPx) : above)}px`
  panel.style.left = `${Math.max(marginPx, left)}px`
}

/** Keeps an open `position: fixed` panel below its anchor, or above it where there is more room, while anything moves. Answers how to stop. */
export function keepBelow(panel: HTMLElement, anchor: Element): () => void {
  const update = () => place(panel, anchor)
  const observer = new ResizeObserver(update)
  observer.observe(panel)
  window.addEventListener('scroll', update, { passive: true, capture: true })
  window.addEventListener('resize', update)
  update()
  return () => {
    observer.disconnect()
    window.removeEventListener('scroll', update, { capture: true })
    window.removeEventListener('resize', update)
  }
}
