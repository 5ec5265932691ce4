/** What a network deserves to have said: unknown names, uncertain upstreams, ports whose hosts nobody knows. */
import type { Device, Family } from '@aclift/ir';
import {
  attachmentName,
  isCalled,
  type Network,
  type NetworkOptions,
  type RouterNode,
  upAttachments,
} from '@aclift/network';
import type { CoreDiagnostic } from '../diagnostic.ts';

/** Says so where it matters that the way to the rest of the world is not certain: some list may or may not be on it. */
export function worldDiagnostics(
  { built, world }: Network,
  family: Family,
): readonly CoreDiagnostic[] {
  if (world.certain) return [];
  const filtered = world.edges.flatMap(({ router, via }) => {
    const { device } = built.graph.nodes[router] as RouterNode;
    const bound = via?.bindings.some((binding) => binding.family === family) === true;
    return via !== undefined && bound ? [{ device, interface: via }] : [];
  });
  const [first] = filtered;
  if (first === undefined) return [];
  return [
    {
      code: 'core/no-upstream',
      source: first.device.source,
      span: first.interface.span,
      facts: {
        because: world.because,
        candidates: [...new Set(filtered.map(attachmentName))].toSorted(),
      },
    },
  ];
}

/** Lists at switch ports of which nobody said which hosts are behind them. */
export function unplacedPorts(
  devices: readonly Device[],
  family: Family,
  { topology }: Network,
): readonly CoreDiagnostic[] {
  const open = topology.filters.filter(
    ({ must, place }) => place.kind === 'port' && must.plus.length === 0,
  );
  return devices.flatMap((device) =>
    device.interfaces.flatMap((via): CoreDiagnostic[] =>
      via.bindings
        .filter(
          (binding) =>
            binding.family === family &&
            open.some(
              ({ place }) => place.source === device.source && place.interface === via.name,
            ),
        )
        .map(({ list, span }) => ({
          code: 'core/port-list',
          source: device.source,
          span,
          facts: { list, interface: via.name, device: device.hostname ?? device.source },
        })),
    ),
  );
}

/** Names of interfaces in the options that no interface has. */
export function unknownInterfaces(
  devices: readonly Device[],
  { behind, unused, upstream }: NetworkOptions,
): readonly CoreDiagnostic[] {
  const all = upAttachments(devices);
  return [...upstream, ...unused, ...behind.keys()]
    .filter((name) => !all.some((attachment) => isCalled(attachment, name)))
    .map((name) => ({
      code: 'core/unknown-interface',
      source: '',
      span: { start: 0, end: 0 },
      facts: { name, known: all.map((a) => a.interface.name).toSorted() },
    }));
}
