import { For, Show } from 'solid-js'
import { useAgo } from '../generation/use-ago.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/clock.tsx'
import type { Sharing } from './create-sharing.ts'
import { shareEn } from './share.en.ts'
import type { ShareRow } from './share-requests.ts'
import { audienceWords, shownWords } from './share-words.ts'

/** The links that there are, and how to end one. */
export function ShareList(props: { sharing: Sharing }) {
  const words = useWords('share', shareEn)
  const formats = useFormats()
  const now = useNow()
  const ago = useAgo()
  const use = (share: ShareRow) =>
    share.lastUsedAt === null ? words().neverOpened : words().lastOpened(ago(share.lastUsedAt))
  return (
    <Show when={props.sharing.shares().length > 0}>
      <section aria-label={words().links} class="border-t border-line pt-4">
        <h3 class="mb-1 text-[0.86rem] font-medium text-soft">{words().linksNow}</h3>
        <ul class="max-h-64 overflow-y-auto">
          <For each={props.sharing.shares()}>
            {(share) => (
              <li class="flex items-center gap-3 border-t border-line py-2.5 first:border-t-0">
                <div class="min-w-0 flex-1 text-[0.86rem]">
                  <p class="[overflow-wrap:anywhere]">
                    {words().showsTo(
                      shownWords(share, words()),
                      audienceWords(share, props.sharing.members(), words()),
                    )}
                  </p>
                  <p class="text-faint">
                    {use(share)} · {words().until(formats().shortMoment(share.expiresAt, now()))}
                    {props.sharing.isMine(share) ? '' : ` · ${words().by(share.createdBy)}`}
                  </p>
                </div>
                <Button
                  look="danger"
                  size="small"
                  aria-disabled={props.sharing.isBusy()}
                  aria-label={words().revokeOne(share.prefix)}
                  onClick={() => props.sharing.revoke(share.id)}
                >
                  {words().revoke}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
