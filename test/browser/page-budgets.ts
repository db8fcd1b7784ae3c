/**
 * What the page may cost; `page-budgets.spec.ts` fails beyond. Bytes and counts are the same on every machine. Times are CPU time in units of a
 * plain page that is measured in the same run (`test/support/page/yardstick.ts`), so that neither a slow machine nor others on it fail them.
 */
export const pageBudgets = {
  /** The tray, by a browser that has never been here. */
  firstLoad: {
    /** As the server sends it. The build holds the same limit for all scripts that the first view imports. */
    scriptBytes: 150_000,
    allBytes: 220_000,
    requests: 30,
    /** When the largest thing is painted, in times of when the plain page is. */
    paintRatio: 12,
    /** What tasks of over 50 ms take above that, in all. */
    blockingMs: 200,
  },
  /** An answer of 200 kB while it is written. */
  longAnswer: {
    bytes: 200_000,
    longestTaskMs: 50,
    /** Of the main thread, for each second of writing. The same page took 290 to 360, as the machine was, in times of the plain page. */
    cpuMsPerSecond: 400,
  },
  /** While a tray and a thread of so many are scrolled: elements of the page, at most. */
  longLists: {
    trayLength: 500,
    threadLength: 100,
    trayElements: 4_000,
    threadElements: 4_000,
  },
} as const
