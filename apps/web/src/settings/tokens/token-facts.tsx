import { Show } from 'solid-js'
import { useWords } from '../../i18n/words.tsx'
import { When } from '../../ui/when.tsx'
import { scopeWords } from './scope-words.ts'
import { tokensEn } from './tokens.en.ts'
import type { ServiceToken } from './tokens-requests.ts'

/** Which service, and how the secret begins. */
export function TokenName(props: { token: ServiceToken }) {
  return (
    <>
      {props.token.service} <code class="font-mono text-[0.8rem] font-normal text-faint">{props.token.prefix}…</code>
    </>
  )
}

/** What it allows, and what became of it so far. */
export function TokenFacts(props: { token: ServiceToken }) {
  const words = useWords('tokens', tokensEn)
  return (
    <>
      <span>{scopeWords(props.token.scopes, words())}</span>
      <span class="text-faint">
        {words().madeBy(props.token.createdBy)} <When at={props.token.createdAt} />
      </span>
      <span class="text-faint">
        <Show when={props.token.lastUsedAt} fallback={words().neverUsed}>
          {(at) => (
            <>
              {words().lastUsed} <When at={at()} />
            </>
          )}
        </Show>
      </span>
    </>
  )
}
