/** Lists that were bound once: the binding of another list has taken their place. */
import type { Acl, Device } from '@aclift/ir';
import type { Sources } from '../sources.ts';

/** Where a list was bound and what replaced it, in words; undefined when no binding of it was replaced. */
export function replacedBinding(device: Device, acl: Acl, sources: Sources): string | undefined {
  const lineOf = (span: Acl['span']): number => sources.line(device.source, span);
  for (const { bindings, name, replaced = [] } of device.interfaces) {
    for (const was of replaced) {
      const by = bindings.find(
        ({ direction, family }) => direction === was.direction && family === was.family,
      );
      if (by === undefined || was.list !== acl.name || was.family !== acl.family) continue;
      return `bound to ${name} ${was.direction} at line ${lineOf(was.span)}, and replaced there by the binding at line ${lineOf(by.span)}`;
    }
  }
  return undefined;
}
