/** What is worth saying about a device as a whole, once all of its lines have been read. */
import type { Device } from '@aclift/ir';
import type { Report } from '../report.ts';
import { lintEntries } from './lint-entries.ts';
import { lintGroups } from './lint-groups.ts';
import { lintLists } from './lint-lists.ts';
import { lintReflexive } from './lint-reflexive.ts';

/** Adds diagnostics that need only this device. Cost is linear in its entries, members and uses. */
export function lintDevice(device: Device, report: Report): void {
  lintLists(device, report);
  lintEntries(device, report);
  lintGroups(device, report);
  lintReflexive(device, report);
}
