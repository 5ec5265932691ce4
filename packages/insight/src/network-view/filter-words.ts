/** What kinds of filters and doubts are called. */
import type { PlaceKind } from '@aclift/verify';
import type { FilterDoubt, ViewedApart, WorldEvidence } from './model.ts';

/** Before the name of the filter. */
export const FILTER_WORDS: Readonly<Record<PlaceKind, string>> = {
  'access-group': 'list',
  port: 'port list',
  unread: 'a line that was not understood,',
  detached: 'list',
  'vlan-map': 'VLAN map',
  'service-policy': 'service policy',
  'policy-route': 'policy routing',
  receive: 'receive list',
  'zone-pair': 'zone pair',
};

export const DOUBT_WORDS: Readonly<Record<FilterDoubt, string>> = {
  unread: 'not understood: it may drop any packet, or none',
  missing: 'names a list that is not defined or empty',
  entries: 'has entries that were not understood',
  conditions: 'has entries under conditions that no configuration tells',
  selection: 'selects packets by something that is not known',
};

/** Why an interface is taken to lead to the rest of the world. */
export const EVIDENCE_WORDS: Readonly<Record<WorldEvidence, string>> = {
  chosen: 'you say so',
  default: 'a default route leads there',
  static: 'a static route leads there',
  beside: 'a device beside it has a route there',
  gateway: 'a switch names a gateway there that is no device of the run',
  leased: 'its address comes from outside',
  protocol: 'a routing protocol speaks there',
  perhaps: 'a routing protocol may speak there: not certain',
  guess: 'nothing says anything better: a guess',
};

/** Why an interface is on no link. */
export const APART_WORDS: Readonly<Record<ViewedApart['why'], string>> = {
  shutdown: 'shut down',
  port: 'a port of layer 2',
  channel: 'part of a channel',
  unused: 'carries no traffic',
  'no-address': 'has no address',
  itself: 'nothing is behind it',
  unasked: 'lists are taken to filter every flow, wherever they are bound',
};
