/** All cases that were worked out by hand, by what they are about. */
import type { HandCase } from './hand-case.ts';
import { BGP_CASES } from './hand-cases-bgp.ts';
import { FILTER_CASES } from './hand-cases-filter.ts';
import { OSPF_CASES } from './hand-cases-ospf.ts';
import { OUTSIDE_CASES } from './hand-cases-outside.ts';
import { ROUTER_CASES } from './hand-cases-router.ts';
import { STATIC_CASES } from './hand-cases-static.ts';
import { SWITCH_CASES } from './hand-cases-switch.ts';

export const HAND_CASES: readonly {
  readonly what: string;
  readonly cases: readonly HandCase[];
}[] = [
  { what: 'one router', cases: ROUTER_CASES },
  { what: 'filters of a router', cases: FILTER_CASES },
  { what: 'static routes', cases: STATIC_CASES },
  { what: 'the world outside', cases: OUTSIDE_CASES },
  { what: 'OSPF', cases: OSPF_CASES },
  { what: 'BGP', cases: BGP_CASES },
  { what: 'switches', cases: SWITCH_CASES },
];
