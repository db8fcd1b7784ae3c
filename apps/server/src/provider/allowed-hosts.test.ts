import { expect, test } from 'vitest'
import { makeAllowedHosts, readAllowedHosts } from './allowed-hosts.ts'

const list =
  'GPU-box, ollama.example.org.:11434,10.0.0.7:8000, 10.1.0.0/16 ,[::1]:9000,fd00::/8,192.168.7.0/24:8080,::2'
const allowed = makeAllowedHosts(readAllowedHosts(list))

test.each([
  ['gpu-box', 1, true],
  ['gpu-box.', 65_535, true],
  ['other', 1, false],
  ['ollama.example.org', 11_434, true],
  ['ollama.example.org', 80, false],
  ['sub.ollama.example.org', 11_434, false],
])('the name %s, port %i: %s', (host, port, isThere) => {
  expect(allowed.hasName({ host, port })).toBe(isThere)
})

test.each([
  ['10.0.0.7', 8_000, true],
  ['10.0.0.7', 8_001, false],
  ['10.0.0.8', 8_000, false],
  ['10.1.255.255', 22, true],
  ['10.2.0.0', 22, false],
  ['::1', 9_000, true],
  ['::1', 9_001, false],
  ['::2', 9_001, true],
  ['fdff::1', 80, true],
  ['fe80::1', 80, false],
  ['192.168.7.255', 8_080, true],
  ['192.168.7.255', 80, false],
  ['::ffff:10.1.0.1', 80, true],
])('the address %s, port %i: %s', (host, port, isThere) => {
  expect(allowed.hasAddress({ host, port })).toBe(isThere)
})

test('an empty list allows nothing', () => {
  const none = makeAllowedHosts(readAllowedHosts(''))
  expect([none.hasName({ host: '', port: 80 }), none.hasAddress({ host: '127.0.0.1', port: 80 })]).toEqual([
    false,
    false,
  ])
})

test.each([
  'http://gpu-box',
  'gpu box',
  '*.example.org',
  '10.0.0.0/33',
  '10.0.0/8',
  'gpu-box/8',
  'gpu-box:0',
  'gpu-box:65536',
  'gpu-box:http',
  '[gpu-box',
  '10.0.0.7:8000/16',
  '::1/129',
  'me@gpu-box',
  '256.0.0.1',
  '2130706433',
])('%s is refused, and quoted', (part) => {
  expect(() => readAllowedHosts(`fine,${part}`)).toThrow(part)
})
