/**
 * How far aclift goes with each construct of IOS, in one place: the documentation is made from it, and tests hold it
 * against the grammar and the keyword tables.
 */
import { DEVICE_SECTIONS } from './device-rows.ts';
import { ENTRY_SECTIONS } from './entry-rows.ts';
import { LIST_SECTIONS } from './list-rows.ts';
import { renderSupport, type SupportSection } from '@aclift/dialect-kit';

export const supportTable: readonly SupportSection[] = [
  ...ENTRY_SECTIONS,
  ...LIST_SECTIONS,
  ...DEVICE_SECTIONS,
];

/** What is read. */
export const SYSTEMS = 'IOS and IOS-XE';

/** The documentation page, as Markdown. */
export function renderSupportTable(): string {
  return renderSupport(SYSTEMS, 'packages/ios/src/support', supportTable);
}
