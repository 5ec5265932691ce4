/** What must hold of every migration, whatever the lists and the inventory are. FC_SEED repeats a failure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '@aclift/ir';
import { endsOf } from '@aclift/verify';
import { decideToday, type Packet } from './testing/brute-lists.ts';
import { judge } from './testing/judge.ts';
import { anyEstate, type Estate, packets } from './testing/random-estate.ts';
import { adHoc, readScenario, runScenario } from './testing/scenario.ts';

const RUNS = { numRuns: 60 };
const TARGETS = ['networkpolicy', 'cilium'] as const;

/** One source port of each class that the lists of the estates can tell apart. */
const SOURCE_PORTS = [1, 21, 22, 23, 79, 80, 81, 442, 443, 444, 1023, 1024, 1025, 4999, 5000, 5001];

describe('any estate', () => {
  test.each(TARGETS)(
    'strict and withheld %s drafts admit nothing that the lists deny',
    (target) => {
      fc.assert(
        fc.property(anyEstate, packets, (estate, flows) => {
          const { report, widened } = judge(estate, flows, {
            target,
            unseenTraffic: 'strict',
            defaultCoverage: 'withhold',
          });
          expect(report.proof).toMatchObject({ proven: true, widened: '0' });
          expect(widened).toEqual([]);
          expect(report.coverage.every(({ decision }) => decision === 'withhold')).toBe(true);
        }),
        RUNS,
      );
    },
  );

  test.each(TARGETS)(
    'granted %s drafts miss nothing that the lists permit whatever the source port, and widen only what some address has',
    (target) => {
      fc.assert(
        fc.property(anyEstate, packets, (estate, flows) => {
          const { report, narrowed, widened } = judge(estate, flows, {
            target,
            defaultCoverage: 'grant',
          });
          expect(report.proof).toMatchObject({ proven: true, unexplained: '0' });
          const reasons = report.proof.differences.map(({ kind, because }) => `${kind} ${because}`);
          expect(reasons.filter((text) => /partial-coverage|withheld|split/.test(text))).toEqual(
            [],
          );
          expect(reasons.filter((text) => /^widened (?!granted)/.test(text))).toEqual([]);
          const lists = new Lists(estate);
          const missing = narrowed.filter(
            // An ICMP type with some of its codes is another matter.
            (flow) => flow.protocol !== 1 && lists.permitFromEveryPort(flow),
          );
          expect(missing).toEqual([]);
          expect(widened.filter((flow) => !lists.permitForSomeReplica(flow))).toEqual([]);
          expect(widened.length > 0 && report.proof.widened === '0').toBe(false);
        }),
        RUNS,
      );
    },
  );

  test.each(TARGETS)(
    '%s drafts that cut what no list sees are proven with grants too',
    (target) => {
      fc.assert(
        fc.property(
          anyEstate,
          packets,
          fc.constantFrom('strict' as const, 'report' as const),
          (estate, flows, unseenTraffic) => {
            const { report, widened } = judge(estate, flows, {
              target,
              unseenTraffic,
              defaultCoverage: 'grant',
            });
            expect(report.proof).toMatchObject({ proven: true, unexplained: '0' });
            const lists = new Lists(estate);
            expect(widened.filter((flow) => !lists.permitForSomeReplica(flow))).toEqual([]);
          },
        ),
        RUNS,
      );
    },
  );

  test.each(TARGETS)(
    '%s drafts are proven with virtual addresses, whatever is cut or granted',
    (target) => {
      fc.assert(
        fc.property(
          anyEstate,
          fc.constantFrom('strict' as const, 'report' as const, 'preserve' as const),
          fc.constantFrom('grant' as const, 'withhold' as const),
          fc.constantFrom('10.0.1.200', '192.0.2.9', '203.0.113.77'),
          ({ config, inventory }, unseenTraffic, defaultCoverage, vip) => {
            const vips = `    vips: [{ address: ${vip}, ports: [{ port: 443, target: 80 }, { port: 22, target: 22 }] }]`;
            const { report } = runScenario(
              adHoc(config, inventory.replace(/^ {4}now: (?:cluster|both)$/m, `$&\n${vips}`)),
              { target, unseenTraffic, defaultCoverage },
            );
            expect(report.proof).toMatchObject({ proven: true, unexplained: '0' });
          },
        ),
        RUNS,
      );
    },
  );

  test.each(['host', 'remote-node', 'ingress', 'health', 'kube-apiserver'])(
    'cilium drafts name %s as a whole or not at all, and nothing differs without a reason',
    (entity) => {
      const externals = fc.constantFrom(
        `  - { name: partner, addresses: [192.0.2.0/24], entity: ${entity} }`,
        `  - { name: one, addresses: [192.0.2.0/29], entity: ${entity} }\n  - { name: two, addresses: [192.0.2.9], entity: ${entity} }`,
      );
      fc.assert(
        fc.property(
          anyEstate,
          externals,
          packets,
          fc.constantFrom('grant' as const, 'withhold' as const),
          ({ config, inventory }, ends, flows, defaultCoverage) => {
            const own = inventory.replace(/^externals:\n.*$/m, `externals:\n${ends}`);
            const { disagreements, narrowed, report, widened } = judge(
              { config, inventory: own },
              flows,
              { target: 'cilium', defaultCoverage },
            );
            expect(report.proof).toMatchObject({ proven: true, unexplained: '0' });
            expect(disagreements).toEqual([]);
            expect(widened.length > 0 && report.proof.widened === '0').toBe(false);
            expect(narrowed.length > 0 && report.proof.narrowed === '0').toBe(false);
          },
        ),
        RUNS,
      );
    },
  );

  test('a workload that one of its addresses is filtered at is isolated, whatever the other one had unseen', () => {
    const { files, report } = runScenario(
      adHoc(
        `interface Vlan2
 ip address 10.0.2.1 255.255.255.0
 ip access-group OUT in
ip access-list extended OUT
 permit tcp 10.0.2.0 0.0.0.255 any eq 443
 deny ip any any
`,
        `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.9.7, 10.0.2.5] }
`,
      ),
      { unseenTraffic: 'strict', defaultCoverage: 'grant' },
    );
    expect(report.proof).toMatchObject({ proven: true });
    expect(files.map(({ path }) => path)).toContain('policies/shop/web-acl.yaml');
  });

  test.each(TARGETS)('%s drafts are the same bytes twice', (target) => {
    fc.assert(
      fc.property(anyEstate, fc.constantFrom(undefined, 'grant' as const), (estate, coverage) => {
        const run = () =>
          runScenario(adHoc(estate.config, estate.inventory), {
            target,
            ...(coverage === undefined ? {} : { defaultCoverage: coverage }),
          }).files;
        expect(run()).toEqual(run());
      }),
      { ...RUNS, numRuns: 25 },
    );
  });
});

/** The lists of an estate, asked flow by flow. */
class Lists {
  readonly #device: Device;
  readonly #replicas: readonly (readonly number[])[];

  constructor({ config, inventory }: Estate) {
    const read = readScenario(adHoc(config, inventory));
    this.#device = read.devices[0] as Device;
    this.#replicas = endsOf(read.inventory, 'ipv4').pods.map(({ addresses }) =>
      addresses.flatMap(({ from, to }) =>
        Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i),
      ),
    );
  }

  permitFromEveryPort(flow: Packet): boolean {
    return SOURCE_PORTS.every(
      (sourcePort) => decideToday(this.#device, { ...flow, sourcePort }).passes,
    );
  }

  /** Whether some pair of addresses of the same two workloads may open it. */
  permitForSomeReplica(flow: Packet): boolean {
    return this.#siblings(flow.source).some((source) =>
      this.#siblings(flow.destination).some(
        (destination) => decideToday(this.#device, { ...flow, source, destination }).passes,
      ),
    );
  }

  #siblings(address: number): readonly number[] {
    return this.#replicas.find((own) => own.includes(address)) ?? [address];
  }
}
