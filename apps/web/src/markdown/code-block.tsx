import { createEffect, createResource, createSignal, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { createNearView } from '../ui/near-view.ts'
import { markdownEn } from './markdown.en.ts'
import { SafeHtmlView } from './safe-html.tsx'

/** Colours cost 1 ms per few kB; longer listings stay plain. */
const highlightLimit = 60_000

type CodeBlockProps = { code: string; language: string; isTail: boolean }

/** A listing. While it is written, text is only ever appended; colours come when the fence has closed. */
export function CodeBlock(props: CodeBlockProps) {
  const words = useWords('markdown', markdownEn)
  const [frame, setFrame] = createSignal<HTMLElement>()
  const language = () => props.language.split(/\s/, 1)[0]?.toLowerCase() ?? ''

  return (
    <div ref={setFrame} class="overflow-hidden rounded-lg border border-line">
      <div class="flex items-center justify-between bg-sunken pr-1 pl-4 text-[0.8rem] text-faint">
        <span>{language() || words().plainText}</span>
        <CopyButton label={words().copyCode} text={() => props.code} />
      </div>
      <pre class="rounded-none! border-t border-line" tabindex="0" role="group" aria-label={words().code}>
        <Show
          when={!props.isTail && language() !== '' && props.code.length < highlightLimit && frame()}
          fallback={<GrowingCode code={props.code} />}
        >
          {(near) => <ColoredCode code={props.code} language={language()} near={near()} />}
        </Show>
      </pre>
    </div>
  )
}

/** Coloured when it comes near the view: hundreds of listings at once would freeze the page (0.5 s for 200 kB). */
function ColoredCode(props: { code: string; language: string; near: Element }) {
  const isNear = createNearView(untrack(() => props.near))
  const wanted = () => isNear() && { code: props.code, language: props.language }
  const [html] = createResource(wanted, async ({ code, language }) =>
    (await import('./highlight.ts')).highlight(code, language),
  )
  return (
    <Show when={html.state === 'ready' && html()} fallback={<GrowingCode code={props.code} />}>
      {(colored) => <SafeHtmlView as="code" html={colored()} />}
    </Show>
  )
}

/** Setting all of a long text on each token would lay it out anew each time. */
function GrowingCode(props: { code: string }) {
  const text = document.createTextNode('')
  createEffect(() => {
    const code = props.code
    if (code.startsWith(text.data)) text.appendData(code.slice(text.length))
    else text.data = code
  })
  return <code>{text}</code>
}
