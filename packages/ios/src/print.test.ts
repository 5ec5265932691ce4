/** Printing: what is read from the printed text is what was printed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDevice } from '../testing/arbitrary-device.ts';
import { printed } from '../testing/bare.ts';
import { parseIos, printAcl, printDevice } from './index.ts';

describe('printing', () => {
  test('gives a configuration that reads the same, whatever the device', () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const text = printDevice(device);
        const again = parseIos({ name: '', text });
        expect(printed(again.device)).toEqual(printed(device));
        expect(again.lines.diagnostic).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  test('is its own fixed point', () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const once = printDevice(device);
        expect(printDevice(parseIos({ name: '', text: once }).device)).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  test('gives one list as the device prints it', () => {
    const text = [
      'access-list 101 remark first',
      'access-list 101 permit tcp 10.1.1.77 0.0.0.255 any eq 80 443 log-input',
      'access-list 101 permit 17 any range 1 53 host 10.0.0.1',
      'access-list 101 permit icmp any any 3 4',
      'access-list 101 deny ip 0.0.0.0 255.255.255.255 any',
    ].join('\n');
    const [acl] = parseIos({ name: '', text }).device.acls;
    if (acl === undefined) throw new Error('no list');
    expect(printAcl(acl)).toBe(
      [
        'ip access-list extended 101',
        ' remark first',
        ' permit tcp 10.1.1.0 0.0.0.255 any eq www 443 log-input',
        ' permit udp any range 1 domain host 10.0.0.1',
        ' permit icmp any any packet-too-big',
        ' deny ip any any',
        '',
      ].join('\n'),
    );
  });
});
