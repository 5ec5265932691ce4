/** Lists by their use: those that filter nothing although something names them. */
import type { Acl, Device } from '@aclift/ir';
import type { Finding } from './finding.ts';
import { lineFinding, type Said } from './line-finding.ts';

/** In order of the lists. Lists that nothing names at all are the reader's affair, which has said so. */
export function useFindings(device: Device): readonly Finding[] {
  return device.acls.flatMap((acl) => {
    const said = useOf(device, acl);
    if (said === undefined) return [];
    const list = { source: device.source, family: acl.family, name: acl.name };
    return [lineFinding(list, acl.span, said)];
  });
}

/** Whether the list filters traffic, or nothing tells what it is for: then it is judged as a filter. */
export function mayFilter(device: Device, { family, name }: Acl): boolean {
  if (device.interfaces.length === 0 && device.references.length === 0) return true;
  return device.interfaces.some(({ bindings }) =>
    bindings.some((binding) => binding.list === name && binding.family === family),
  );
}

function useOf(device: Device, { family, name: list }: Acl): Said | undefined {
  const bound = device.interfaces.filter(({ bindings }) =>
    bindings.some((binding) => binding.list === list && binding.family === family),
  );
  if (bound.some(({ shutdown }) => !shutdown)) return undefined;
  if (bound.length > 0) {
    const interfaces = bound.map(({ name }) => name);
    return { code: 'lint/bound-while-shut-down', facts: { list, interfaces } };
  }
  const uses = device.references
    .filter((reference) => reference.list === list && (reference.family ?? family) === family)
    .map(({ use }) => use);
  if (uses.length === 0) return undefined;
  return { code: 'lint/not-a-filter', facts: { list, uses: [...new Set(uses)] } };
}
