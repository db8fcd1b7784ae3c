import { expect, test } from 'vitest'
import { findRuleFaults } from './protocol-rules.ts'

const isThere = (path: string) => path === 'test/behaviour/there.test.ts'
const rule = (name: string, text = 'A server MUST.', path = 'test/behaviour/there.test.ts') =>
  `- **${name}** ${text}\n  (\`${path}\`)`
const faultsOf = (...items: string[]) =>
  findRuleFaults(['# Protocol', 'What clients may rely on.', ...items].join('\n\n'), isThere)

test('rules that are numbered, say MUST and have a test are right', () => {
  expect(faultsOf(rule('W1'), `${rule('W2')}\n${rule('W3')}`, rule('S1'))).toEqual([])
})

test.each([
  ['no MUST', rule('W1', 'A server should.'), /W1 says of nobody/],
  ['no test', '- **W1** A server MUST.', /W1 names no test/],
  [
    'a test that is not there',
    rule('W1', 'It MUST.', 'test/behaviour/gone.test.ts'),
    /gone\.test\.ts, which is not there/,
  ],
  ['a number left out', `${rule('W1')}\n${rule('W3')}`, /W3 does not follow W1/],
  ['a MUST beside the rules', `${rule('W1')}\n\nClients MUST be kind.`, /no numbered rule: Clients/],
  ['no rules', 'All is well.', /no rules/],
])('%s is found', (_, items, fault) => {
  const faults = faultsOf(items)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(fault)
})
