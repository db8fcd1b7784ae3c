import type { Options } from './options.ts'

/** Where a command goes, and as whom. */
export interface ServerAsked {
  readonly url: string
  readonly token: string | undefined
}

const defaultUrl = 'http://127.0.0.1:4000'

/**
 * By the options, and by what the environment says where they say nothing. A link to a shared thread says by itself where its server is; to that one the
 * token of the environment goes only if it is the server of the environment too: whoever has made the link must not be sent it.
 */
export function serverAsked(
  { url, token, share }: Pick<Options, 'url' | 'token' | 'share'>,
  env: Readonly<Record<string, string | undefined>>,
): ServerAsked {
  const own = env['SLUICE_URL'] ?? defaultUrl
  const asked = url ?? originOf(share) ?? own
  const isOwn = url !== undefined || originOf(asked) === originOf(own)
  return { url: asked, token: token ?? (isOwn ? env['SLUICE_TOKEN'] : undefined) }
}

/** Null for what is no address, as a secret without one is not. */
function originOf(address: string | undefined): string | null {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : null
}
