import { parseIpv4 } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { Report } from '../report.ts';
import { isContiguous, isNetmask, isSuspicious, reportWildcard } from './wildcard.ts';

const ip = (text: string): number => parseIpv4(text) ?? 0;

describe('the wildcard', () => {
  test.each([
    { wildcard: '0.0.0.255', netmask: false, contiguous: true, suspicious: false },
    { wildcard: '255.255.255.0', netmask: true, contiguous: false, suspicious: false },
    { wildcard: '255.255.255.255', netmask: false, contiguous: true, suspicious: false },
    { wildcard: '0.0.0.0', netmask: false, contiguous: true, suspicious: false },
    { wildcard: '0.0.16.255', netmask: false, contiguous: false, suspicious: true },
    { wildcard: '0.0.0.128', netmask: false, contiguous: false, suspicious: true },
    { wildcard: '0.0.0.1', netmask: false, contiguous: true, suspicious: false },
    { wildcard: '0.0.255.0', netmask: false, contiguous: false, suspicious: false },
    { wildcard: '0.255.0.255', netmask: false, contiguous: false, suspicious: false },
  ])('$wildcard', ({ wildcard, contiguous, netmask, suspicious }) => {
    expect(isNetmask(ip(wildcard))).toBe(netmask);
    expect(isContiguous(ip(wildcard))).toBe(contiguous);
    expect(isSuspicious(ip(wildcard))).toBe(suspicious);
  });
});

test.each([
  {
    name: 'a subnet mask',
    address: '10.0.0.0',
    wildcard: '255.0.0.0',
    want: ['ios/netmask-as-wildcard'],
  },
  { name: 'host bits', address: '10.0.0.9', wildcard: '0.0.0.7', want: ['ios/host-bits-cleared'] },
  { name: 'a slip', address: '10.0.0.0', wildcard: '0.0.0.128', want: ['ios/suspicious-wildcard'] },
  {
    name: 'gaps',
    address: '10.0.0.0',
    wildcard: '0.0.255.0',
    want: ['ios/discontiguous-wildcard'],
  },
  {
    name: 'host bits and gaps',
    address: '10.0.9.0',
    wildcard: '0.0.255.0',
    want: ['ios/host-bits-cleared', 'ios/discontiguous-wildcard'],
  },
  { name: 'nothing', address: '10.0.0.0', wildcard: '0.0.0.255', want: [] },
])('$address $wildcard has $name', ({ address, want, wildcard }) => {
  const report = new Report('x');
  reportWildcard(ip(address), ip(wildcard), { start: 0, end: 1 }, report);
  expect(report.sorted().map(({ code }) => code)).toEqual(want);
});
