import { hasEnded } from '@sluice/client'
import { useNavigate } from '@solidjs/router'
import ChevronsRight from 'lucide-solid/icons/chevrons-right'
import Download from 'lucide-solid/icons/download'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import GitFork from 'lucide-solid/icons/git-fork'
import Repeat from 'lucide-solid/icons/repeat'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { generationEn } from '../generation/generation.en.ts'
import { titleOf } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { download } from '../ui/download.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import type { Deeds } from './create-deeds.ts'
import { fileNameOf, textOf } from './markdown-of.ts'
import { Regenerate } from './regenerate.tsx'
import { threadEn } from './thread.en.ts'

/** What can be done with an answer once it has ended: asked again in any way, gone on with, taken away. */
export function TurnActions(props: { entry: Entry; deeds: Deeds }) {
  const words = useWords('thread', threadEn)
  const generationWords = useWords('generation', generationEn)
  const row = () => props.entry.row()
  const view = () => props.entry.view()
  const isOver = () => hasEnded(props.entry.status())
  /** What was asked is not shown to everybody, and whoever does not see it cannot ask it again. */
  const canAsk = () => row().prompt !== '' && isOver()
  const navigate = useNavigate()
  const fork = async () => {
    const threadId = await props.deeds.fork(props.entry)
    if (threadId !== null) navigate(`/t/${encodeURIComponent(threadId)}`)
  }
  const isBusy = () => props.deeds.isBusy(props.entry.id)
  return (
    <>
      <Show when={canAsk() && props.entry.status() !== 'SUCCEEDED'}>
        <Button
          size="small"
          class="order-first"
          aria-disabled={isBusy()}
          onClick={() => void props.deeds.again(props.entry)}
        >
          <RotateCcw size={14} aria-hidden="true" />
          {words().retry}
        </Button>
      </Show>
      <Show when={view().finishReason === 'LENGTH'}>
        <Button
          size="small"
          class="order-first"
          aria-disabled={isBusy()}
          onClick={() => void props.deeds.goOn(props.entry, words().goOnPrompt)}
        >
          <ChevronsRight size={15} aria-hidden="true" />
          {words().goOn}
        </Button>
      </Show>
      <Show when={canAsk()}>
        <Regenerate row={row()} onStart={(draft, model) => void props.deeds.regenerate(props.entry, draft, model)} />
      </Show>
      <Show when={canAsk() || view().text}>
        <Menu label={words().moreOfAnswer} isAtButton class="size-7" icon={<Ellipsis size={16} aria-hidden="true" />}>
          <Show when={canAsk()}>
            <MenuItem
              icon={<Repeat size={15} aria-hidden="true" />}
              onChoose={() => void props.deeds.again(props.entry)}
            >
              {words().again}
            </MenuItem>
          </Show>
          <Show when={isOver()}>
            <MenuItem icon={<GitFork size={15} aria-hidden="true" />} onChoose={() => void fork()}>
              {words().fork}
            </MenuItem>
          </Show>
          <Show when={view().text}>
            <MenuItem
              icon={<Download size={15} aria-hidden="true" />}
              onChoose={() =>
                download(fileNameOf(titleOf(row().prompt, generationWords().untitled, 60)), textOf(props.entry))
              }
            >
              {words().downloadAnswer}
            </MenuItem>
          </Show>
        </Menu>
      </Show>
    </>
  )
}
