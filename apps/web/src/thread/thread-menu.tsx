import ClipboardCopy from 'lucide-solid/icons/clipboard-copy'
import Download from 'lucide-solid/icons/download'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createSignal, Show } from 'solid-js'
import { RequestError } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { copy } from '../ui/copy-button.tsx'
import { download } from '../ui/download.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import type { Branch } from './create-branch.ts'
import { askedIn, branchMarkdown, fileNameOf } from './markdown-of.ts'
import { threadEn } from './thread.en.ts'

/** Takes the branch that is shown away as Markdown: into the clipboard, or as a file. */
export function ThreadMenu(props: { title: string; branch: Branch }) {
  const words = useWords('thread', threadEn)
  const [told, setTold] = createSignal('')
  const take = async (give: (markdown: string, title: string) => void | Promise<void>, done: string) => {
    setTold('')
    const { title } = props
    try {
      const entries = await props.branch.loadWhole()
      await give(branchMarkdown(title, entries.map(askedIn), words().endings), title)
      setTold(done)
    } catch (error) {
      if (!(error instanceof RequestError || error instanceof DOMException)) throw error
      setTold(words().notLoaded)
    }
  }
  return (
    <>
      <Menu label={words().more} isAtButton icon={<Ellipsis size={17} aria-hidden="true" />}>
        <MenuItem
          icon={<ClipboardCopy size={15} aria-hidden="true" />}
          onChoose={() => void take(copy, words().copied)}
        >
          {words().copyBranch}
        </MenuItem>
        <MenuItem
          icon={<Download size={15} aria-hidden="true" />}
          onChoose={() => void take((markdown, title) => download(fileNameOf(title), markdown), '')}
        >
          {words().downloadBranch}
        </MenuItem>
      </Menu>
      <p role="status" class="text-[0.86rem] text-soft">
        <Show when={told()}>{told()}</Show>
      </p>
    </>
  )
}
