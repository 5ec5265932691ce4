/** What can be read, in words. */
import { DIALECTS } from '@aclift/dialects';

/** `IOS`, `IOS or ASA`. */
export function readable(): string {
  return DIALECTS.map(({ short }) => short).join(' or ');
}
