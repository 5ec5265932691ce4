import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ace } from '@aclift/ir';
import { anyDevice } from '../../testing/arbitrary-device.ts';
import { entryHash, entryKey } from '@aclift/dialect-kit';
import { parseIos } from '../parse-ios.ts';

function aceOf(line: string): Ace {
  const { device } = parseIos({ name: '', text: `ip access-list extended X\n ${line}\n` });
  const [entry] = device.acls[0]?.entries ?? [];
  if (entry?.kind !== 'ace') throw new Error(line);
  return entry;
}

test.each([
  ['permit tcp any any eq 80', 'permit tcp any any eq www', true],
  ['permit tcp any any eq 80', '10 permit 6 any any range 80 80', true],
  ['permit tcp any any eq 80 443', 'permit tcp any any eq 443 80', true],
  ['permit ip 10.0.0.9 0.0.0.255 any', 'permit ip 10.0.0.0 0.0.0.255 any', true],
  ['permit ip any any dscp ef ttl eq 1', 'permit ip any any ttl eq 1 dscp 46', true],
  ['permit tcp any any eq 80', 'deny tcp any any eq 80', false],
  ['permit tcp any any eq 80', 'permit tcp any eq 80 any', false],
  ['permit tcp any any', 'permit tcp any any log', false],
  ['permit tcp any any', 'permit tcp any any established', false],
])('%s and %s: equal is %s', (a, b, equal) => {
  expect(entryKey(aceOf(a)) === entryKey(aceOf(b))).toBe(equal);
});

test('equal entries have equal hashes', () => {
  fc.assert(
    fc.property(anyDevice, ({ acls }) => {
      const aces = acls.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'ace');
      const hashes = new Map<string, number>();
      for (const ace of aces) {
        const known = hashes.get(entryKey(ace)) ?? entryHash(ace);
        expect(entryHash(ace)).toBe(known);
        hashes.set(entryKey(ace), known);
      }
    }),
  );
});
