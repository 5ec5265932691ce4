/** What a plan needs of the language of the devices: the applications bring it. */
import type { SourceText } from '@aclift/diagnostics';
import type { Ace, Acl, Device } from '@aclift/ir';

/** Reading and writing one language. */
export interface Dialect {
  /** Reads a configuration; commands may follow behind it, as they would be typed. */
  readonly read: (source: SourceText) => Device;
  /** An entry in the words of its list, without a number. */
  readonly line: (ace: Ace, acl: Acl) => string;
}
