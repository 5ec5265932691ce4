/** What must hold where workloads have addresses of both families and the lists of each say their own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Device, parseIpv6, showIpv4 } from '@aclift/ir';
import { readPolicies } from '@aclift/policy';
import { decideByPolicies, endsOf, modelPolicies, passes } from '@aclift/verify';
import { decideToday, type Packet } from './testing/brute-lists.ts';
import { allows } from './testing/brute-policies.ts';
import type { End } from './testing/brute-world.ts';
import { draftsIn, dualEstate, image, withImage } from './testing/dual-estate.ts';
import { anyEstate, type Estate, packets } from './testing/random-estate.ts';
import { adHoc, draftTexts, readScenario, runScenario } from './testing/scenario.ts';

const RUNS = { numRuns: 40 };
const estates = fc
  .tuple(anyEstate, anyEstate)
  .map(([four, six]) => ({ four, six: withImage(six) }));

describe('any estate', () => {
  test.each(['networkpolicy', 'cilium'] as const)(
    '%s drafts open nothing in either family that its lists hold back, and every narrowing is explained',
    (target) => {
      fc.assert(
        fc.property(estates, packets, ({ four, six }, flows) => {
          const dual = dualEstate(four, six);
          const given = adHoc(dual.config, dual.inventory);
          const run = runScenario(given, { target });
          const { proof } = run.report;
          expect(proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
          const tcpAndUdp = flows.filter(({ protocol }) => protocol !== 1);
          const found = [
            ...differences(dual, 'ipv4', four, draftTexts(run), tcpAndUdp),
            ...differences(dual, 'ipv6', six, draftTexts(run), tcpAndUdp),
          ];
          expect(found.filter(({ opened }) => opened)).toEqual([]);
          expect(found.filter(({ evaluated }) => !evaluated)).toEqual([]);
          expect(found.length > 0 && proof.narrowed === '0').toBe(false);
        }),
        RUNS,
      );
    },
  );
});

/** Flows of one family, in words of IPv4, that drafts and lists judge differently, or drafts read by hand and evaluated. */
function differences(
  dual: Estate,
  family: 'ipv4' | 'ipv6',
  lists: Estate,
  texts: readonly string[],
  flows: readonly Packet[],
): readonly { readonly flow: Packet; readonly opened: boolean; readonly evaluated: boolean }[] {
  const { inventory } = readScenario(adHoc(dual.config, dual.inventory));
  const device = readScenario(adHoc(lists.config, lists.inventory)).devices[0] as Device;
  const words = draftsIn(family, texts);
  const documents = texts.flatMap((text, i) => readPolicies({ name: `${i}`, text }).value);
  const { policies } = modelPolicies(documents, inventory, family);
  const ends = endsOf(inventory, family);
  const value = (address: number): number | bigint =>
    family === 'ipv4' ? address : (parseIpv6(image(showIpv4(address))) as bigint);
  const endAt = (address: number): End => {
    const own = value(address);
    const pod = ends.pods.find(({ addresses }) =>
      addresses.some(({ from, to }) => from <= own && own <= to),
    );
    if (pod === undefined) return { kind: 'outside', address };
    const { namespace, labels } = pod.workload;
    const home = inventory.namespaces.find(({ name }) => name === namespace);
    return { kind: 'pod', namespace, namespaceLabels: home?.labels ?? {}, labels };
  };
  const idAt = (address: number) => {
    const own = value(address);
    const pod = ends.pods.find(({ addresses }) =>
      addresses.some(({ from, to }) => from <= own && own <= to),
    );
    return pod === undefined
      ? ({ kind: 'outside' } as const)
      : ({ kind: 'pod', workload: pod.workload.id } as const);
  };
  return flows.flatMap((flow) => {
    const [from, to] = [endAt(flow.source), endAt(flow.destination)];
    if (from.kind === 'outside' && to.kind === 'outside') return [];
    const today = decideToday(device, flow).passes;
    // A pod that talks to itself meets neither a router nor a policy.
    const byHand =
      (from.kind === 'pod' && flow.source === flow.destination) || allows(words, from, to, flow);
    const packet = { ...flow, source: value(flow.source), destination: value(flow.destination) };
    const evaluated =
      passes(decideByPolicies(policies, packet, idAt(flow.source), idAt(flow.destination))) ===
      byHand;
    return today === byHand && evaluated ? [] : [{ flow, opened: byHand && !today, evaluated }];
  });
}
