import { A } from '@solidjs/router'

/** For an address that leads nowhere, or not for this viewer. */
export function NotFound() {
  return (
    <section class="py-10 text-center">
      <h1 class="text-lg font-semibold">There is nothing here</h1>
      <A href="/" class="mt-4 inline-block font-medium text-accent-strong underline underline-offset-2">
        Back to the tray
      </A>
    </section>
  )
}
