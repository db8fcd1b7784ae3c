/** What scrolls an element: the nearest that says so with `data-scroller`, or the page. */
export type Scroller = { readonly element: Element; readonly events: EventTarget }

/** Finds what scrolls `element`. Must be called once it is on the page. */
export function scrollerOf(element: Element): Scroller {
  const near = element.closest('[data-scroller]')
  return near ? { element: near, events: near } : { element: document.documentElement, events: window }
}
