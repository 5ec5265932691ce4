/** Files that are no IOS: every command that reads configurations says so and ends with 2. */
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const INVENTORY = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [192.0.2.10] }
`;
const FILES: Readonly<Record<string, string>> = {
  'junos.cfg':
    'set firewall family inet filter WEB term 1 from protocol tcp\nset interfaces ge-0/0/1 unit 0 family inet filter input WEB\n',
  'comware.cfg':
    '#\n sysname core\n#\nacl advanced 3100\n rule 0 deny ip\n#\ninterface Vlan-interface20\n packet-filter 3100 inbound\n',
  'empty.cfg': '',
  'inventory.yaml': INVENTORY,
  'note.txt': 'The lists of this router are kept in another place, ask the network team.\n',
};

describe.each(Object.keys(FILES))('%s', (file) => {
  test.each([
    ['parse', file],
    ['lint', file],
    ['migrate', file, '-i', 'inventory.yaml'],
  ])('is refused by aclift %s', async (...args) => {
    using place = new Workplace({ 'inventory.yaml': INVENTORY, ...FILES });
    const { code, err, out } = await place.run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/error\[ios\/(?:other-dialect|not-a-configuration)\]/);
    expect(out).not.toContain('Proven');
  });
});
