/** Where the server is, and as whom to ask. */
export interface Access {
  /** The server's address, for example "https://sluice.example.com"; in its own page "". */
  readonly url: string
  /** A service token; a function is asked before each request. A browser that is signed in needs none. */
  readonly token?: string | (() => string | Promise<string>) | undefined
  /** The secret of a share, or a link with it: then it is the shared thread that is asked for, and nothing else can be. */
  readonly share?: string | undefined
  /** More headers for each request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** In place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** One GraphQL request. */
export interface Operation {
  readonly query: string
  readonly variables: unknown
}

/** Sends one request and answers as soon as the head of the answer is there. Rejects as `fetch` does. */
export type Send = (
  operation: Operation,
  options: { readonly accept: string; readonly signal: AbortSignal },
) => Promise<Response>

/** A {@link Send} to the endpoint of one server. */
export function makeSend({ url, token, share, headers, fetch }: Access): Send {
  const endpoint = `${url.replace(/\/+$/, '')}/graphql`
  return async (operation, { accept, signal }) => {
    const bearer = typeof token === 'function' ? await token() : token
    return (fetch ?? globalThis.fetch)(endpoint, {
      method: 'POST',
      headers: {
        ...headers,
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(share !== undefined && { 'x-sluice-share': share.replace(/^.*#/, '') }),
        'content-type': 'application/json',
        'x-graphql-yoga-csrf': '1',
        accept,
      },
      body: JSON.stringify(operation),
      signal,
    })
  }
}
