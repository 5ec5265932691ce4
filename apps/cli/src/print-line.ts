/** One entry in IOS words, without a sequence number: the place it takes decides that. */
import { printAcl } from '@aclift/ios';
import type { Ace, Acl } from '@aclift/ir';

export function printLine(ace: Ace, acl: Acl): string {
  const [, line = ''] = printAcl({ ...acl, entries: [ace] }).split('\n');
  return line.trim().replace(/^(?:sequence )?\d+ /, '');
}
