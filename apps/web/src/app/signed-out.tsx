import { Button } from '../ui/button.tsx'

/** Nothing can be shown without a session, and a session begins with the link that the server printed. */
export function SignedOut() {
  return (
    <section class="mx-auto mt-[12vh] max-w-md px-5">
      <h1 class="text-xl font-semibold">You are not signed in</h1>
      <p class="mt-2 text-soft">
        When the server started, it printed a one-time sign-in link in its terminal. Open that link in this browser.
      </p>
      <p class="mt-2 text-soft">
        A link works once. If it was used, start the server again for a new one, or ask whoever runs it. Your
        generations go on meanwhile, and nothing is lost.
      </p>
      <Button class="mt-5" onClick={() => location.reload()}>
        Try again
      </Button>
    </section>
  )
}
