/** Lines that are entries as far as their action tells, although the rest or the action itself cannot be read. */
import type { Action } from '@aclift/ir';
import { firstWords, slips } from '@aclift/dialect-kit';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';

/** What an entry names after its action. */
const AFTER_ACTION = new Set([
  'ip',
  'ipv6',
  'any',
  'host',
  'object-group',
  ...PROTOCOLS.keys(),
  ...PROTOCOLS6.keys(),
]);
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-f]*:[0-9a-f:.]*(?:\/\d{1,3})?)$/i;

/**
 * The action of a line that is, or seems to be, an entry: the word itself, or one near it with a protocol or an
 * address behind it.
 */
export function entryAction(plain: string): Action | undefined {
  const from = /^(?:sequence\s+)?\d+\s+/i.exec(plain)?.[0].length ?? 0;
  const [first = '', second = ''] = firstWords(plain, from, 2).map((word) => word.toLowerCase());
  if (first === 'permit' || first === 'deny') return first;
  return AFTER_ACTION.has(second) || ADDRESS.test(second) ? actionNear(first) : undefined;
}

/** Whether a line with an action also names what entries name, near its beginning: other blocks have their own `permit`. */
export function isEntryShaped(plain: string): boolean {
  if (entryAction(plain) === undefined) return buriedAction(plain) !== undefined;
  return firstWords(plain, 0, 6)
    .slice(1)
    .some((word) => AFTER_ACTION.has(word.toLowerCase()) || ADDRESS.test(word));
}

/** The action that a word in lower case is, or is near. */
export function actionNear(lower: string): Action | undefined {
  if (lower.length >= 3 && slips(lower, 'deny', 1) <= 1) return 'deny';
  return lower.length >= 4 && slips(lower, 'permit', 2) <= 2 ? 'permit' : undefined;
}

/** The action and what follows it anywhere in a line: `permit ip any any` behind words that nobody knows. */
export function buriedAction(plain: string): Action | undefined {
  const found =
    /(?:^|\s)(permit|deny)\s+(?:(?:ip|ipv6|tcp|udp|icmp|igmp|gre|esp|ahp|eigrp|ospf|pim|sctp)\s+\S|any\b|host\s)/i.exec(
      plain,
    );
  const word = found?.[1]?.toLowerCase();
  return word === 'permit' || word === 'deny' ? word : undefined;
}
