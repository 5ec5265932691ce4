/** Lists that were bound once: the binding of another list has taken their place. */
import type { Acl, Device } from '@aclift/ir';
import type { Sources } from '@aclift/diagnostics';
import type { LedgerVerdict } from './ledger-reason.ts';

/** Where a list was bound and what replaced it; undefined when no binding of it was replaced. */
export function replacedBinding(
  device: Device,
  acl: Acl,
  sources: Sources,
): LedgerVerdict | undefined {
  const lineOf = (span: Acl['span']): number => sources.line(device.source, span);
  for (const { bindings, name, replaced = [] } of device.interfaces) {
    for (const was of replaced) {
      const by = bindings.find(
        ({ direction, family }) => direction === was.direction && family === was.family,
      );
      if (by === undefined || was.list !== acl.name || was.family !== acl.family) continue;
      return {
        outcome: 'unbound',
        reason: 'replaced',
        interface: name,
        direction: was.direction,
        line: lineOf(was.span),
        byLine: lineOf(by.span),
      };
    }
  }
  return undefined;
}
