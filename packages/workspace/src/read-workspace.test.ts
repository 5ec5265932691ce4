/** What every application makes of the same texts: inputs of a run, or what has to be mended. */
import { describe, expect, test } from 'vitest';
import { readDevices } from './read-devices.ts';
import { readWorkspace, whatToMend, type WorkspaceTexts } from './read-workspace.ts';

const CONFIG = {
  name: 'r1.cfg',
  text: 'hostname r1\nip access-list extended IN\n permit ip any any\n',
};
const JUNOS = { name: 'mx.conf', text: 'set firewall family inet filter IN term 1 then accept\n' };
const INVENTORY = {
  name: 'inventory.yaml',
  text: 'version: 1\nworkloads:\n  - { namespace: shop, labels: { app: web }, addresses: [192.0.2.10] }\n',
};
const DECISIONS = { name: 'decisions.yaml', text: 'version: 1\n' };
const given = (other: Partial<WorkspaceTexts>): WorkspaceTexts => ({
  configs: [CONFIG],
  inventory: INVENTORY,
  decisions: DECISIONS,
  ...other,
});

test('texts that are sound become a run, with the sources in one order', () => {
  const result = readWorkspace(given({}));
  if (!result.ok) throw new Error('refused');
  const { decisions, devices, inventory, sources } = result.workspace;
  expect(devices.map(({ hostname }) => hostname)).toEqual(['r1']);
  expect(inventory?.workloads).toHaveLength(1);
  expect(decisions).toBeDefined();
  expect(sources.map(({ name }) => name)).toEqual(['r1.cfg', 'inventory.yaml', 'decisions.yaml']);
});

test('without an inventory and without decisions there is a run all the same', () => {
  const result = readWorkspace(given({ inventory: undefined, decisions: undefined }));
  expect(result).toMatchObject({ ok: true, workspace: { inventory: undefined } });
});

describe('is refused, with what to do about it:', () => {
  const broken = (name: string) => ({ name, text: 'version: 1\nworkload: 3\n' });
  test.each([
    {
      name: 'an inventory with an error',
      other: { inventory: broken('i.yaml') },
      mend: 'mend the inventory first',
      at: ['i.yaml'],
    },
    {
      name: 'decisions with an error',
      other: { decisions: broken('d.yaml') },
      mend: 'mend the decisions first',
      at: ['d.yaml'],
    },
    {
      name: 'a text that no dialect reads, whatever else is sound',
      other: { configs: [CONFIG, JUNOS] },
      mend: 'leave out the files that are no IOS configurations',
      at: ['mx.conf'],
    },
    {
      name: 'the inventory before a text that is not read',
      other: { configs: [JUNOS], inventory: broken('i.yaml') },
      mend: 'mend the inventory first',
      at: ['i.yaml'],
    },
  ])('$name', ({ at, mend, other }) => {
    const result = readWorkspace(given(other));
    if (result.ok) throw new Error('not refused');
    expect(whatToMend(result.because)).toBe(mend);
    expect([...new Set(result.faults.map(({ source }) => source))]).toEqual(at);
    expect(result.diagnostics).toEqual(expect.arrayContaining([...result.faults]));
  });
});

describe('devices for the analyser of lists', () => {
  test('are those that were read; the others are said', () => {
    const { devices, foreign } = readDevices([CONFIG, JUNOS]);
    expect(devices.map(({ source }) => source)).toEqual(['r1.cfg']);
    expect(foreign.map(({ code, source }) => [code, source])).toEqual([
      ['ios/other-dialect', 'mx.conf'],
    ]);
  });
  test('come without what the analyser says itself', () => {
    const text =
      'ip access-list extended A\n permit ip any any\n permit tcp any any eq 80\n!\ninterface Gi0\n ip access-group B in\n';
    const codes = readDevices([{ name: 'r.cfg', text }]).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain('ios/unreachable-entries');
    expect(codes).toContain('ios/undefined-list');
  });
});
