import DOMPurify from 'dompurify'
import type { SafeHtml } from './safe-html.tsx'

/** What Markdown can say, and nothing else: no style, no form, no frame, no id or class that could pose as the page. */
const allowedTags = (
  'a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre s samp ' +
  'small span strong sub summary sup table tbody td tfoot th thead tr u ul var'
).split(' ')
const allowedAttributes = ['align', 'alt', 'colspan', 'href', 'open', 'rowspan', 'src', 'start', 'title']

const safeLink = /^(?:https?:|mailto:)/i
const inlineImage = /^data:image\/(?:png|jpeg|gif|webp);/i

/** Elements that fetch by themselves would tell a foreign server what was read: a link asks first. */
function replaceByLink(image: Element) {
  const source = image.getAttribute('src') ?? ''
  const words = image.getAttribute('alt') || source || 'image'
  if (!safeLink.test(source)) return image.replaceWith(`[${words}]`)
  const link = document.createElement('a')
  link.textContent = `${words} (image)`
  link.href = source
  protectLink(link)
  image.replaceWith(link)
}

function protectLink(link: Element) {
  if (!safeLink.test(link.getAttribute('href') ?? '')) return link.removeAttribute('href')
  link.setAttribute('target', '_blank')
  link.setAttribute('rel', 'noopener noreferrer nofollow')
}

/**
 * Each block reads from where its own first letter does: an Arabic paragraph between English ones from the right. Not what stands in a list:
 * the list as a whole has one side for its marks, and would not look into parts that have a direction of their own.
 */
function readFromItsSide(element: Element) {
  const isBlock = /^(?:P|H[1-6]|UL|OL|TD|TH|DT|DD|SUMMARY)$/.test(element.tagName)
  if (isBlock && !element.parentElement?.closest('ul, ol')) element.setAttribute('dir', 'auto')
}

function makeSanitizer() {
  const purify = DOMPurify(window)
  purify.addHook('afterSanitizeAttributes', (element) => {
    readFromItsSide(element)
    if (element.tagName === 'A') protectLink(element)
    if (element.tagName !== 'IMG') element.removeAttribute('src')
    else if (!inlineImage.test(element.getAttribute('src') ?? '')) replaceByLink(element)
  })
  return (html: string): SafeHtml =>
    purify.sanitize(html, {
      ALLOWED_TAGS: allowedTags,
      ALLOWED_ATTR: allowedAttributes,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    }) as SafeHtml
}

/** HTML of any origin, made safe to insert: no script, no request that nobody asked for. */
export const sanitize = makeSanitizer()
