/** What the grammars of IOS may expect; the words for people are in `catalogue.ts`. */
import type { Stumble } from '@aclift/dialect-kit';

/** What could have stood where a line went wrong. */
export type Expected =
  | 'action'
  | 'protocol'
  | 'address'
  | 'ipv4-address'
  | 'wildcard'
  | 'port'
  | 'option'
  | 'tcp-flag'
  | 'operator'
  | 'name'
  | 'number'
  | 'group-member'
  | 'list'
  | 'direction'
  | 'mask'
  | 'prefix'
  | 'next-hop'
  | 'vlan'
  | 'vlan-action'
  | 'end-of-line';

/** Where a line of IOS stopped making sense. */
export type IosStumble = Stumble<Expected>;
