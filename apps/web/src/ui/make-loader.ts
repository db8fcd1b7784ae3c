/** Loads something once; after a failure, as where a newer version of the page was put up, it is asked for again. */
export function makeLoader<Part>(load: () => Promise<Part>) {
  let loading: Promise<Part> | undefined
  let loaded: Part | undefined
  return {
    /** Undefined until it has come. */
    loaded: () => loaded,
    load: (): Promise<Part> => {
      loading ??= load().then(
        (part) => {
          loaded = part
          return part
        },
        (error: unknown) => {
          loading = undefined
          throw error
        },
      )
      return loading
    },
  }
}
