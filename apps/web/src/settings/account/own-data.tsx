import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { forgetWritten } from '../../ui/forget-written.ts'
import { Refused } from '../../ui/refused.tsx'
import { deleteSelf } from './account-requests.ts'
import { ownDataEn } from './own-data.en.ts'

/** To take away what is one's own, or to be rid of it. */
export function OwnData(props: { id: string }) {
  const api = useApi()
  const words = useWords('ownData', ownDataEn)
  const { act, isBusy, refusal } = createAction(() => deleteSelf(api, props.id))
  const leave = async () => {
    if (!(await act())) return
    forgetWritten()
    location.assign('/')
  }
  return (
    <section class="flex max-w-prose flex-col items-start gap-3">
      <h2 class="font-semibold">{words().title}</h2>
      <p class="text-soft">{words().exportWords}</p>
      <a
        href="/export"
        download=""
        rel="external"
        class="inline-flex min-h-9 items-center rounded-lg border border-line bg-surface px-3.5 font-medium hover:border-line-strong"
      >
        {words().export}
      </a>
      <p class="text-soft">{words().deleteWords}</p>
      <div class="flex flex-wrap">
        <AskFirst
          label={words().delete}
          of={words().of}
          question={words().question}
          keep={words().keep}
          isBusy={isBusy()}
          onConfirm={() => void leave()}
        />
      </div>
      <Refused refusal={refusal()} />
    </section>
  )
}
