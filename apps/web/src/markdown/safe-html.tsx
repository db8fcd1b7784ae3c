import { createRenderEffect, untrack } from 'solid-js'

/** HTML that may be inserted: only `sanitize` and `highlight` make it. */
export type SafeHtml = string & { readonly isSafe: unique symbol }

/** A stretch of safe HTML. The one place of the page that sets `innerHTML`. */
export function SafeHtmlView(props: { html: SafeHtml; as: 'div' | 'code' }) {
  const element = document.createElement(untrack(() => props.as))
  createRenderEffect(() => {
    element.innerHTML = props.html
  })
  return element
}
