import { Show } from 'solid-js'
import { useWords } from '../../i18n/words.tsx'
import { Badge } from '../../ui/badge.tsx'
import { useNow } from '../../ui/clock.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { When } from '../../ui/when.tsx'
import { TokenFacts, TokenName } from './token-facts.tsx'
import { tokenState } from './token-state.ts'
import { tokensEn } from './tokens.en.ts'
import type { ServiceToken } from './tokens-requests.ts'

/** A token that does not hold any more. */
export function EndedTokenRow(props: { token: ServiceToken }) {
  const words = useWords('tokens', tokensEn)
  const now = useNow()
  return (
    <Row>
      <RowText
        name={
          <>
            <TokenName token={props.token} />
            <Badge>{words().states[tokenState(props.token, now()) === 'revoked' ? 'revoked' : 'expired']}</Badge>
          </>
        }
      >
        <TokenFacts token={props.token} />
        <Show when={props.token.revokedAt ?? props.token.expiresAt}>
          {(at) => (
            <span class="text-faint">
              {words().endedAt} <When at={at()} />
            </span>
          )}
        </Show>
      </RowText>
    </Row>
  )
}
