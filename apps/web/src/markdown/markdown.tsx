import './markdown.css'
import { type Component, createMemo, For, type JSX, Match, Show, Switch, untrack } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/words.tsx'
import { blockHtml } from './block-html.ts'
import type { Block, Links } from './block-splitter.ts'
import { CodeBlock } from './code-block.tsx'
import { createPaced } from './create-paced.ts'
import { createSplit } from './create-split.ts'
import { markdownEn } from './markdown.en.ts'
import { SafeHtmlView } from './safe-html.tsx'
import { sanitize } from './sanitize.ts'

/** From so many blocks on each is laid out by itself. */
const longBlocks = 40

type MarkdownProps = {
  text: string
  /** False while more may come. */
  isComplete: boolean
  /** What stands around each block, and shows it as its children. */
  around?: Component<AroundBlockProps> | undefined
}

export type AroundBlockProps = { index: number; children: JSX.Element }

/** Markdown that grows: settled blocks are rendered once, only the open end again and again. */
export function Markdown(props: MarkdownProps) {
  const split = createSplit(
    () => props.text,
    () => props.isComplete,
  )
  const settled = createMemo(() => split().settled)
  const shown = createPaced(settled)
  const tail = () => (shown().length === settled().length ? split().tail : null)

  return (
    <div class="markdown" classList={{ 'is-long': shown().length > longBlocks }}>
      <For each={shown()}>
        {(block, index) => (
          <Show when={props.around} fallback={<BlockView block={block} links={split().links} isTail={false} />}>
            <Dynamic component={props.around} index={index()}>
              <BlockView block={block} links={split().links} isTail={false} />
            </Dynamic>
          </Show>
        )}
      </For>
      <Show when={tail()}>{(block) => <BlockView block={block()} links={split().links} isTail={true} />}</Show>
    </div>
  )
}

type BlockViewProps = { block: Block; links: Links; isTail: boolean }

function BlockView(props: BlockViewProps) {
  const words = useWords('markdown', markdownEn)
  const html = createMemo(() => {
    const links = untrack(() => props.links)
    return sanitize(props.block.code ? '' : blockHtml(props.block, links, props.isTail))
  })

  return (
    <Switch fallback={<SafeHtmlView as="div" html={html()} />}>
      <Match when={props.block.code}>
        {(code) => <CodeBlock code={code().text} language={code().language} isTail={props.isTail} />}
      </Match>
      <Match when={props.block.kind === 'table'}>
        <div class="table-frame" role="group" aria-label={words().table} tabindex="0">
          <SafeHtmlView as="div" html={html()} />
        </div>
      </Match>
    </Switch>
  )
}
