/**
 * Everything clever against something obvious: lists read line by line and YAML read rule by rule, over random small
 * estates and flows. A failure prints the seed; run again with FC_SEED to repeat it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '@aclift/ir';
import {
  decideByList,
  filterList,
  filterListBoxes,
  flattenList,
  FlowCuts,
  ObjectGroups,
} from '@aclift/verify';
import { decideList } from './testing/brute-lists.ts';
import { judge } from './testing/judge.ts';
import { anyEstate, packets } from './testing/random-estate.ts';
import { adHoc, readScenario } from './testing/scenario.ts';

const RUNS = { numRuns: 100 };

describe('any estate', () => {
  test('flattened lists, and lists asked for one packet, decide as the lines read one by one', () => {
    fc.assert(
      fc.property(anyEstate, packets, ({ config, inventory }, flows) => {
        const [device] = readScenario(adHoc(config, inventory)).devices;
        const { acls } = device as Device;
        const groups = new ObjectGroups(device as Device);
        for (const acl of acls) {
          const list = filterList(device as Device, groups, acl);
          const space = new FlowCuts('ipv4').boxes(filterListBoxes(list)).space();
          const { permittedMin, permittedMax } = flattenList(space, list);
          for (const flow of flows) {
            const want = decideList(acl, device as Device, flow) === 'permit';
            expect(space.evaluate(permittedMin, flow) === 1).toBe(want);
            expect(space.evaluate(permittedMax, flow) === 1).toBe(want);
            const { verdict } = decideByList(list, flow, false);
            expect(verdict === 'permit').toBe(want);
          }
        }
      }),
      RUNS,
    );
  });

  test.each([
    { target: 'networkpolicy', unseenTraffic: 'preserve' },
    { target: 'networkpolicy', unseenTraffic: 'strict' },
    { target: 'cilium', unseenTraffic: 'preserve' },
    { target: 'cilium', unseenTraffic: 'strict' },
  ] as const)(
    'drafts as $target, $unseenTraffic: evaluator and YAML read by hand agree, nothing widens, what narrows is reported',
    ({ target, unseenTraffic }) => {
      fc.assert(
        fc.property(anyEstate, packets, (estate, flows) => {
          const { report, disagreements, widened, narrowed } = judge(estate, flows, {
            target,
            unseenTraffic,
          });
          const { proof } = report;
          expect(proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
          expect(disagreements).toEqual([]);
          expect(widened).toEqual([]);
          // What brute force finds narrowed, the proof must have counted.
          expect(narrowed.length > 0 && proof.narrowed === '0').toBe(false);
        }),
        RUNS,
      );
    },
  );
});
