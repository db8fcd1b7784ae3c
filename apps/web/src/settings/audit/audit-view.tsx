import { createSignal, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { Row, Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { When } from '../../ui/when.tsx'
import { capsEn } from '../caps/caps.en.ts'
import { useSectionTitle } from '../section-title.ts'
import { auditEn } from './audit.en.ts'
import { type AuditEntry, loadAuditLog } from './audit-requests.ts'
import { auditWords } from './audit-words.ts'
import { joined } from './joined.ts'

const pageSize = 30

/** Who did what, newest first. */
export function AuditView() {
  const api = useApi()
  const words = useWords('audit', auditEn)
  const title = useSectionTitle('audit-log')
  const newest = createLoaded(() => loadAuditLog(api, { first: pageSize, after: null }))
  const [older, setOlder] = createSignal<readonly AuditEntry[]>([])
  /** Undefined until a page after the first has come: the log goes on where that one ended. */
  const [after, setAfter] = createSignal<string | null>()
  const more = createAction((from: string) => outcomeOf(loadAuditLog(api, { first: pageSize, after: from })))
  const next = () => (after() === undefined ? newest.data()?.after : after())
  const entries = () => joined(newest.data()?.entries ?? [], older())
  const showMore = async () => {
    const from = next()
    const shown = entries()
    const page = from ? await more.act(from) : null
    if (!page) return
    setOlder(joined(shown, page.entries))
    setAfter(page.after)
  }
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={newest}>
        {() => (
          <>
            <Rows label={title()}>
              <For each={entries()}>{(entry) => <EntryRow entry={entry} />}</For>
            </Rows>
            <Refused refusal={more.refusal()} />
            <Show when={next()} fallback={<p class="text-[0.86rem] text-faint">{words().begin}</p>}>
              <Button class="self-start" aria-disabled={more.isBusy()} onClick={() => void showMore()}>
                {words().showOlder}
              </Button>
            </Show>
          </>
        )}
      </Loaded>
    </>
  )
}

function EntryRow(props: { entry: AuditEntry }) {
  const audit = useWords('audit', auditEn)
  const caps = useWords('caps', capsEn)
  const formats = useFormats()
  const done = () => auditWords(props.entry, { audit: audit(), caps: caps(), formats: formats() })
  return (
    <Row>
      <p class="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">
        <span class="font-medium">{props.entry.actorName}</span> {done()}
      </p>
      <p class="flex flex-wrap gap-x-2.5 text-[0.86rem] text-soft">
        <span>
          <When at={props.entry.at} />
        </span>
        <Show when={props.entry.address}>{(address) => <span class="font-mono text-faint">{address()}</span>}</Show>
      </p>
    </Row>
  )
}
