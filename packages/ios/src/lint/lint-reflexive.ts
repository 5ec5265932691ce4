/** `reflect` and `evaluate` belong together: either alone does nothing. */
import type { Span } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import type { Report } from '../report.ts';

export function lintReflexive(device: Device, report: Report): void {
  const reflected = new Map<string, Span>();
  const evaluated = new Map<string, Span>();
  for (const acl of device.acls) {
    // show access-lists may print one of the two lists only.
    if (acl.entries.some((entry) => entry.kind === 'ace' && entry.hits !== undefined)) continue;
    for (const entry of acl.entries) {
      if (entry.kind === 'evaluate') evaluated.set(entry.name, entry.span);
      if (entry.kind !== 'ace') continue;
      for (const condition of entry.conditions) {
        if (condition.kind === 'reflect') reflected.set(condition.name, condition.span);
      }
    }
  }
  for (const [name, span] of reflected) {
    if (!evaluated.has(name)) report.add('ios/reflect-without-evaluate', span, { name });
  }
  for (const [name, span] of evaluated) {
    if (!reflected.has(name)) report.add('ios/evaluate-without-reflect', span, { name });
  }
}
