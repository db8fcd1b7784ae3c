import { onCleanup } from 'solid-js'

/**
 * Gives the focus of something that goes, for as long as its owner lives, to the nearest thing around it that stays and can
 * take it (`tabindex="-1"`): from nowhere a person would have to begin at the top of the page.
 */
export function handOnFocus(element: HTMLElement): void {
  onCleanup(() => {
    if (document.activeElement !== element) return
    const around: HTMLElement[] = []
    for (let one = element.parentElement; one; one = one.parentElement) {
      if (one.getAttribute('tabindex') === '-1') around.push(one)
    }
    queueMicrotask(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost) around.find((one) => one.isConnected)?.focus({ preventScroll: true })
    })
  })
}
