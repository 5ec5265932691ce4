/** What can be read, in words. */
import { DIALECTS } from '@aclift/dialects';

/** `IOS`, `IOS or ASA`. */
export function readable(): string {
  return DIALECTS.map(({ short }) => short).join(' or ');
}

/** Every system whose configurations are read: `IOS and IOS-XE`, `IOS and IOS-XE, ASA`. */
export function systemsRead(): string {
  return DIALECTS.map(({ systems }) => systems).join(', ');
}
