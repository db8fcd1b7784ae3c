import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { useViewer } from '../app/viewer.tsx'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import type { EstimateGenerationInput } from '../graphql/generated/graphql.ts'
import { type Estimate, estimateStart, loadOwnBudgets } from './composer-requests.ts'
import { estimateWords } from './estimate-words.ts'
import { useAmounts } from './use-amounts.ts'

/** So long nothing is typed before a start is reckoned. */
const pauseMs = 600
const budgetIntervalMs = 60_000

/** What the start that is being written would cost, and what its budgets have left; `input` is null while there is nothing to start. */
export function createEstimate(input: Accessor<EstimateGenerationInput | null>) {
  const api = useApi()
  const { viewer } = useViewer()
  const speech = useAmounts()
  const [estimate, setEstimate] = createSignal<Estimate | null>(null)
  const budgets = createLoaded(async () => {
    const id = viewer()?.id
    return { own: id === undefined ? [] : await loadOwnBudgets(api, id) }
  }, budgetIntervalMs)
  createEffect(
    on(
      () => viewer()?.id,
      (id) => id !== undefined && void budgets.refetch(),
      { defer: true }, // whom it knows already, the first round asks for
    ),
  )

  const asked = createMemo(() => JSON.stringify(input()))
  let underWay: Promise<void> = Promise.resolve()
  createEffect(
    on(asked, () => {
      const current = input()
      if (current === null || api.isSignedOut()) return void setEstimate(null)
      let isOver = false
      const reckon = async () => {
        const found = await estimateStart(api, current)
        if (!isOver) setEstimate(found)
      }
      /** On a slow line one at a time, and what was asked meanwhile is skipped but for the last. */
      const reckonNext = async () => {
        await underWay
        if (!isOver) underWay = reckon()
      }
      const timer = setTimeout(() => void reckonNext(), pauseMs)
      onCleanup(() => {
        isOver = true
        clearTimeout(timer)
      })
    }),
  )
  const words = createMemo(() => estimateWords(estimate(), budgets.data()?.own ?? [], speech()))
  return { words, refetch: budgets.refetch }
}
