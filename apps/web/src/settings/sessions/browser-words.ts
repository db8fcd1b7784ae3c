import type { Dictionary } from '../../i18n/dictionary.ts'

type Words = Pick<Dictionary['sessions'], 'browserOn' | 'unknown'>

/** Most claim to be several: the first that fits is meant. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const first = (names: typeof browsers, userAgent: string) => names.find(([mark]) => mark.test(userAgent))?.[1]

/** What a browser called itself, as people would: "Firefox on Windows". */
export function browserWords(userAgent: string | null, words: Words): string {
  if (userAgent === null || userAgent.trim() === '') return words.unknown
  const browser = first(browsers, userAgent)
  const system = first(systems, userAgent)
  if (!browser) return userAgent.slice(0, 60)
  return system ? words.browserOn(browser, system) : browser
}
