import { For, Show } from 'solid-js'
import { formatAgo } from '../generation/measures.ts'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/clock.tsx'
import type { Sharing } from './create-sharing.ts'
import type { ShareRow } from './share-requests.ts'
import { audienceWords, formatMoment, shownWords } from './share-words.ts'

/** The links that there are, and how to end one. */
export function ShareList(props: { sharing: Sharing }) {
  const now = useNow()
  const use = (share: ShareRow) =>
    share.lastUsedAt === null ? 'Never opened' : `Last opened ${formatAgo(share.lastUsedAt, now())}`
  return (
    <Show when={props.sharing.shares().length > 0}>
      <section aria-label="Links" class="border-t border-line pt-4">
        <h3 class="mb-1 text-[0.86rem] font-medium text-soft">Links that work now</h3>
        <ul class="max-h-64 overflow-y-auto">
          <For each={props.sharing.shares()}>
            {(share) => (
              <li class="flex items-center gap-3 border-t border-line py-2.5 first:border-t-0">
                <div class="min-w-0 flex-1 text-[0.86rem]">
                  <p class="[overflow-wrap:anywhere]">
                    {shownWords(share)}, for {audienceWords(share, props.sharing.members())}
                  </p>
                  <p class="text-faint">
                    {use(share)} · until {formatMoment(share.expiresAt, now())}
                    {props.sharing.isMine(share) ? '' : ` · by ${share.createdBy}`}
                  </p>
                </div>
                <Button
                  look="danger"
                  size="small"
                  aria-disabled={props.sharing.isBusy()}
                  aria-label={`Revoke the link ${share.prefix}…`}
                  onClick={() => props.sharing.revoke(share.id)}
                >
                  Revoke
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
