import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { SessionState } from '../session/session.ts';
import { zipFiles } from '../export/zip-files.ts';
import { isZip, projectFiles, readProjectZip } from './project-zip.ts';

const GIVEN: Pick<
  SessionState,
  'configs' | 'counters' | 'decisions' | 'edited' | 'hosts' | 'inventory' | 'policies' | 'settings'
> = {
  configs: [{ name: 'sites/edge "1".cfg', bytes: Uint8Array.of(0xff, 0x0a, 0x21) }],
  hosts: [{ name: 'hosts', bytes: strToU8('192.0.2.1 a\n') }],
  counters: undefined,
  inventory: { name: 'inventory.yaml', bytes: strToU8('version: 1\n') },
  decisions: undefined,
  policies: [{ name: 'now.yaml', bytes: strToU8('kind: NetworkPolicy\n') }],
  edited: new Map([['policies/shop/a.yaml', 'kind: NetworkPolicy\n']]),
  settings: {
    target: 'cilium',
    unseenTraffic: 'strict',
    clientPorts: 'ephemeral',
    acl: ['BIG'],
    upstream: ['Gi0/0'],
  },
};
const REVIEWED = {
  inventory: { name: 'inventory.yaml', text: 'version: 1\nworkloads: []\n' },
  decisions: undefined,
};

function saved(): Uint8Array {
  return zipFiles(projectFiles(GIVEN as SessionState, REVIEWED));
}

describe('a saved project', () => {
  test('comes back with bytes, settings, edits, and the inventory as it was reviewed', () => {
    const bytes = saved();
    expect(isZip(bytes)).toBe(true);
    const read = readProjectZip({ name: 'aclift-project.zip', bytes });
    expect(read).toEqual({
      ok: true,
      project: {
        ...GIVEN,
        inventory: { name: 'inventory.yaml', bytes: strToU8(REVIEWED.inventory.text) },
      },
    });
  });

  test('is the same bytes for the same review', () => {
    expect(saved()).toEqual(saved());
  });
});

describe('a file that is no project', () => {
  const said = (bytes: Uint8Array): string => {
    const read = readProjectZip({ name: 'x.zip', bytes });
    return read.ok ? 'opened' : read.message;
  };
  const index = (change: object): Uint8Array =>
    zipSync({
      'aclift-page.json': strToU8(
        JSON.stringify({
          schema: 'aclift/page/1',
          settings: GIVEN.settings,
          configs: [],
          inventory: null,
          decisions: null,
          hosts: [],
          counters: null,
          policies: [],
          edited: [],
          ...change,
        }),
      ),
    });

  test.for([
    ['damage', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), /is damaged/],
    ['another zip file', zipSync({ 'a.cfg': strToU8('x') }), /no project that was saved here/],
    ['an index that is no JSON', zipSync({ 'aclift-page.json': strToU8('{') }), /not understand/],
    ['a later version', index({ schema: 'aclift/page/2' }), /not understand/],
    ['settings that are none', index({ settings: { target: 'iptables' } }), /not understand/],
    ['a file that is not there', index({ configs: ['gone.cfg'] }), /lacks gone\.cfg/],
    ['a name of every object', index({ configs: ['constructor'] }), /lacks constructor/],
  ] as const)('is refused for %s', ([, bytes, message]) => {
    expect(said(bytes)).toMatch(message);
  });

  test('is refused unread when it claims to hold the world', () => {
    const bytes = index({});
    // The size before packing, in the central directory (PKWARE APPNOTE 4.3.12).
    const at = bytes.findLastIndex(
      (_, i) => bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1,
    );
    new DataView(bytes.buffer).setUint32(at + 24, 0xf000_0000, true);
    expect(said(bytes)).toMatch(/claims to hold more/);
  });
});
