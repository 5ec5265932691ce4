/** Lists by their use: those that filter nothing although something names them. */
import type { Acl, Binding, Device } from '@aclift/ir';
import type { Sources } from '@aclift/diagnostics';
import type { Finding } from './finding.ts';
import { lineFinding, type Said } from './line-finding.ts';

/** In order of the lists. Lists that nothing names at all are the reader's affair, which has said so. */
export function useFindings(device: Device, sources: Sources): readonly Finding[] {
  const lists = device.acls.flatMap((acl) => {
    const said = useOf(device, acl);
    if (said === undefined) return [];
    const list = { source: device.source, family: acl.family, name: acl.name };
    return [lineFinding(list, acl.span, said)];
  });
  return [...lists, ...replacedFindings(device, sources)];
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
  const references = device.references.filter(
    (reference) => reference.list === list && (reference.family ?? family) === family,
  );
  if (references.length === 0) return undefined;
  const uses = new Set(references.map(({ use }) => use));
  const commands = new Set(references.flatMap(({ text, use }) => (use === 'other' ? [text] : [])));
  return { code: 'lint/not-a-filter', facts: { list, uses: [...uses], commands: [...commands] } };
}

/** Bindings that later ones have replaced: whoever wrote them takes both lists to filter. */
function replacedFindings(device: Device, sources: Sources): readonly Finding[] {
  const lineOf = (span: Binding['span']): number => sources.line(device.source, span);
  return device.interfaces.flatMap(({ bindings, name, replaced = [] }) =>
    replaced.flatMap(({ direction, family, list, span }) => {
      const by = bindings.find((each) => each.family === family && each.direction === direction);
      if (by === undefined || by.list === list) return [];
      const facts = { list, interface: name, direction, line: lineOf(span), by: lineOf(by.span) };
      const said = { code: 'lint/replaced-binding', facts } as const;
      return [lineFinding({ source: device.source, family, name: list }, span, said)];
    }),
  );
}
