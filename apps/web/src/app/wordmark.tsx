/** Two gateposts and the water between them. */
export function Wordmark() {
  return (
    <span class="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg viewBox="0 0 20 20" class="size-5 text-accent" fill="none" stroke="currentColor" aria-hidden="true">
        <path d="M3.5 2v16M16.5 2v16" stroke-width="2.2" stroke-linecap="round" />
        <path
          d="M4 7.5c2-1.6 4-1.6 6 0s4 1.6 6 0M4 13c2-1.6 4-1.6 6 0s4 1.6 6 0"
          stroke-width="1.7"
          stroke-linecap="round"
        />
      </svg>
      Sluice
    </span>
  )
}
