import { expect, test } from 'vitest';
import { DialectMarks } from './dialect-marks.ts';

const dialectOf = (...lines: string[]): string | undefined => {
  const marks = new DialectMarks();
  return lines
    .map((line) => (line.startsWith('!') ? marks.comment(line) : marks.command(line)))
    .find((dialect) => dialect !== undefined);
};

test.each([
  ['Cisco ASA', ['ASA Version 9.9(2)']],
  ['Cisco ASA', [': Saved']],
  ['Cisco ASA', ['access-group OUT in interface outside']],
  ['Cisco ASA', ['nameif inside', 'security-level 100']],
  ['Cisco NX-OS', ['!Command: show running-config']],
  ['Cisco NX-OS', ['feature ospf', 'vrf context management']],
  ['Cisco IOS XR', ['!! IOS XR Configuration 6.1.2']],
  ['Cisco IOS XR', ['ipv4 access-list WEB']],
  ['Arista EOS', ['! device: leaf1 (vEOS, EOS-4.20.1F)']],
  ['Arista EOS', ['transceiver qsfp default-mode 4x10G', 'daemon TerminAttr']],
])('%s by %j', (dialect, lines) => {
  expect(dialectOf(...lines)).toBe(dialect);
});

test.each([
  ['one mark that is not sure', ['feature request']],
  ['the same mark twice', ['feature a', 'feature b']],
  ['marks of two dialects', ['feature ospf', 'nameif x']],
  ['IOS', ['! Last configuration change', 'version 15.1', 'ip access-group X in']],
])('nothing by %s', (_name, lines) => {
  expect(dialectOf(...lines)).toBeUndefined();
});
