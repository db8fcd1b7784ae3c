import { createComponent, createRoot } from 'solid-js'
import { makeFormats } from '../i18n/formats.ts'
import { LanguageContext } from '../i18n/words.tsx'
import { type Api, ApiContext } from './api.ts'

const english = {
  language: () => 'en' as const,
  choice: () => 'en' as const,
  choose: () => {},
  formats: () => makeFormats('en-US'),
  translated: () => null,
}

/** For tests: makes something as a component of the page would, with a server that answers by `request`. */
export function inPage<Made>(request: (variables: Record<string, unknown>) => unknown, make: () => Made): Made {
  const api: Api = {
    request: (async (_: unknown, variables: Record<string, unknown>) => request(variables)) as Api['request'],
    isSignedOut: () => false,
    reportSignedOut: () => {},
  }
  return createRoot(() => {
    let made: { it: Made } | undefined
    createComponent(ApiContext.Provider, {
      value: api,
      get children() {
        return createComponent(LanguageContext.Provider, {
          value: english,
          get children() {
            made = { it: make() }
            return null
          },
        })
      },
    })
    if (!made) throw new Error('nothing was made')
    return made.it
  })
}
