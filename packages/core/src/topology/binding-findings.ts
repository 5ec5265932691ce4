/** What the bindings themselves deserve to have said: lists that are missing or empty, places that nobody can tell. */
import type { Binding, Device, Family, Interface } from '@aclift/ir';
import { type FilterList, listId } from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import type { TopologyResult } from './topology.ts';

/** In the order of the text. */
export function bindingDiagnostics(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  { mode, placeless }: TopologyResult,
  translated: ReadonlySet<string>,
): readonly CoreDiagnostic[] {
  return devices.flatMap((device) =>
    device.interfaces
      .filter(({ shutdown }) => !shutdown)
      .flatMap((via): CoreDiagnostic[] => {
        const said: CoreDiagnostic[] = [];
        const bindings = via.bindings.filter((binding) => binding.family === family);
        for (const { list, direction, span } of bindings) {
          const id = listId(device.source, family, list);
          const known = lists.get(id);
          const place = { source: device.source, span };
          if (known === undefined) {
            said.push({
              code: 'core/undefined-list',
              ...place,
              facts: {
                list,
                interface: via.name,
                direction,
                whole: device.whole === true,
                system: device.semantics.system,
              },
            });
          } else if (known.rules.length === 0) {
            const facts = { list, interface: via.name, permits: true };
            said.push({ code: 'core/empty-list', ...place, facts });
          } else if (known.acl.entries.every(({ kind }) => kind === 'remark')) {
            const facts = { list, interface: via.name, permits: false };
            said.push({ code: 'core/empty-list', ...place, facts });
          } else if (mode === 'topology' && placeless.has(id)) {
            said.push({ code: 'core/no-segment', ...place, facts: { list, interface: via.name } });
          }
        }
        // Zones are filters of the network model; where all connections are inspected, the lists are the policy.
        const inspects =
          via.inspected === true && device.semantics.answers.connections === 'filtered';
        if (inspects && bindings.length > 0) {
          said.push({
            code: 'core/stateful-firewall',
            source: device.source,
            span: via.span,
            facts: { interface: via.name, what: 'ip inspect' },
          });
        }
        if (via.nat === 'outside' && device.semantics.addresses === 'wire')
          said.push(...translationDiagnostics(device, via, bindings, translated));
        return said;
      }),
  );
}

/** Lists on the outside of an address translation: those read with local addresses, and those taken as they stand. */
function translationDiagnostics(
  device: Device,
  via: Interface,
  bindings: readonly Binding[],
  translated: ReadonlySet<string>,
): readonly CoreDiagnostic[] {
  // What a pool or an overload translates has no fixed address: sources of an `out` list may be such.
  const dynamic = device.references.some(({ use }) => use === 'nat');
  const isTranslated = ({ family, list }: Binding): boolean =>
    translated.has(listId(device.source, family, list));
  const left = bindings.filter((b) => !isTranslated(b) || (b.direction === 'out' && dynamic));
  return [
    ...bindings.filter(isTranslated).map(({ list, direction, span }): CoreDiagnostic => ({
      code: 'core/translated-list',
      source: device.source,
      span,
      facts: { list, interface: via.name, direction },
    })),
    ...(left.length === 0
      ? []
      : [
          {
            code: 'core/address-translation' as const,
            source: device.source,
            span: via.span,
            facts: { interface: via.name, lists: left.map(({ list }) => list) },
          },
        ]),
  ];
}
