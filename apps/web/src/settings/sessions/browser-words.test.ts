import { expect, test } from 'vitest'
import { browserWords } from './browser-words.ts'
import { sessionsDe } from './sessions.de.ts'
import { sessionsEn } from './sessions.en.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0', 'Edge on Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  ['Mozilla/5.0 (Linux; Android 16) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['curl/8.9', 'curl/8.9'],
  [null, 'Unknown browser'],
])('%s', (userAgent, words) => {
  expect(browserWords(userAgent, sessionsEn)).toBe(words)
})

test("a browser is told in the reader's language", () => {
  expect(browserWords('Mozilla/5.0 (Linux; Android 16) Chrome/140.0.0.0', sessionsDe)).toBe('Chrome auf Android')
})
