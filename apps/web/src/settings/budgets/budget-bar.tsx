import type { Shares } from './budget-words.ts'

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

/** How much of a budget is gone (solid) and reserved (pale). The words beside it say the same. */
export function BudgetBar(props: { shares: Shares; isUsedUp: boolean }) {
  return (
    <div
      aria-hidden="true"
      class="flex h-2 basis-full overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line"
    >
      <div
        classList={{ 'bg-accent': !props.isUsedUp, 'bg-warning': props.isUsedUp }}
        style={{ width: percent(props.shares.used) }}
      />
      <div class="bg-accent opacity-40" style={{ width: percent(props.shares.reserved) }} />
    </div>
  )
}
