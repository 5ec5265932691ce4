/** One entry in IOS words, without a sequence number: the place it takes decides that. */
import type { Ace, Acl } from '@aclift/ir';
import { printAcl } from './print-acl.ts';

/** @param acl the list of `ace`: its kind decides the words. */
export function printLine(ace: Ace, acl: Acl): string {
  const [, line = ''] = printAcl({ ...acl, entries: [ace] }).split('\n');
  return line.trim().replace(/^(?:sequence )?\d+ /, '');
}
