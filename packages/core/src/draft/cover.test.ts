import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeRanges } from '@aclift/packet-set';
import {
  allServices,
  includesServices,
  NO_SERVICES,
  serviceKey,
  type Services,
} from '../rows/services.ts';
import { coverGroups, type CoverRule } from './cover.ts';

const EVERYTHING = allServices('ipv4');

const tcp = (...ports: (number | [number, number])[]): Services => ({
  ...NO_SERVICES,
  ports: {
    ...NO_SERVICES.ports,
    TCP: normalizeRanges(
      ports.map((port) =>
        typeof port === 'number' ? { from: port, to: port } : { from: port[0], to: port[1] },
      ),
    ),
  },
});

function union(all: readonly Services[]): Services {
  const ports = (name: 'TCP' | 'UDP' | 'SCTP') =>
    normalizeRanges(all.flatMap((services) => services.ports[name]));
  return {
    ports: { TCP: ports('TCP'), UDP: ports('UDP'), SCTP: ports('SCTP') },
    icmp: [...new Set(all.flatMap(({ icmp }) => icmp))].toSorted((a, b) => a - b),
    others: all.some(({ others }) => others),
  };
}

const cover = (groups: readonly Services[], common = NO_SERVICES, wordings: Services[] = []) =>
  coverGroups(
    groups.map((services) => ({ services, weight: 1 })),
    common,
    wordings,
  );

const shown = (rules: readonly CoverRule[]): string[] =>
  rules
    .map(({ groups, services }) => `${groups.join()}: ${serviceKey(services).split('|')[0]}`)
    .toSorted();

describe('rules for groups of peers', () => {
  test('what many share is one rule, and what one of them has besides another', () => {
    const ways = cover([tcp(22, 80, 443), tcp(80, 443), tcp(80, 443, 8080)]);
    expect(ways.map(shown)).toContainEqual(['0,1,2: 80-80,443-443', '0: 22-22', '2: 8080-8080']);
  });

  test('denies that nest in sources and are scattered in ports stay one rule each', () => {
    const denies = Array.from({ length: 12 }, (_, i) => tcp([1000 + 20 * i, 1010 + 20 * i]));
    const groups = denies.map((_, i) => union(denies.slice(0, i + 1)));
    const ways = cover(groups, NO_SERVICES, denies);
    const oneEach = ways.filter((rules) =>
      rules.every(({ services }) => services.ports.TCP.length === 1),
    );
    expect(oneEach.map(({ length }) => length)).toEqual([12]);
  });

  test('everything stays everything', () => {
    for (const rules of cover([EVERYTHING, tcp(80)])) {
      expect(rules.filter(({ services }) => services.others)).toEqual([
        { groups: [0], services: EVERYTHING },
      ]);
    }
  });
});

test('rules add up to exactly what each group has, whatever the groups', () => {
  const some = fc
    .record({
      tcp: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
      udp: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
      icmp: fc.uniqueArray(fc.constantFrom(5, 8, 13), { maxLength: 3 }),
    })
    .map(({ icmp, ...ports }): Services => {
      const ranges = (list: readonly number[]) =>
        normalizeRanges(list.map((port) => ({ from: port, to: port })));
      return {
        ports: { TCP: ranges(ports.tcp), UDP: ranges(ports.udp), SCTP: [] },
        icmp: icmp.toSorted((a, b) => a - b),
        others: false,
      };
    });
  const sets = fc.uniqueArray(fc.oneof({ weight: 9, arbitrary: some }, fc.constant(EVERYTHING)), {
    selector: serviceKey,
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(sets, some, fc.array(some, { maxLength: 4 }), (groups, wish, wordings) => {
      const all = groups.filter((group) => serviceKey(group) !== serviceKey(NO_SERVICES));
      // Everybody's services are part of every group's.
      const common = all.every((group) => includesServices(group, wish)) ? wish : NO_SERVICES;
      const checks = cover(all, common, wordings).flatMap((rules) =>
        all.map((group, at) => ({ rules, group, at })),
      );
      for (const { rules, group, at } of checks) {
        const own = rules.filter((rule) => rule.groups.includes(at)).map((rule) => rule.services);
        expect(serviceKey(union([common, ...own]))).toBe(serviceKey(group));
      }
    }),
    { numRuns: 400 },
  );
});
