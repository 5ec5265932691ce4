/** Entries that let the answers of a service back in, which stateless lists need and policies do not. */
import type { Action, Semantics } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { type FlowBox, MAX_PORT } from './flow.ts';

/** The same flows seen from the other end. */
export function mirrored(box: FlowBox): FlowBox {
  const { source, destination, protocol, service, sourcePort } = box;
  return {
    ...(destination === undefined ? {} : { source: destination }),
    ...(source === undefined ? {} : { destination: source }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(sourcePort === undefined ? {} : { service: sourcePort }),
    ...(service === undefined ? {} : { sourcePort: service }),
  };
}

/**
 * Boxes of a permit that look like answers: the narrower port side is the server's, and here it is the source
 * (`permit udp any eq domain any gt 1023`). None where answers pass by themselves: no entry is needed for them.
 */
export function replyBoxes(
  {
    action,
    match,
  }: {
    readonly action: Action;
    readonly match: { readonly may: readonly FlowBox[] };
  },
  { answers }: Pick<Semantics, 'answers'>,
): readonly FlowBox[] {
  if (action !== 'permit' || answers.connections === 'pass') return [];
  return match.may.filter(
    ({ sourcePort, service }) => sourcePort !== undefined && size(sourcePort) < size(service),
  );
}

/** How many ports; absent: all of them. */
function size(ports: Ranges | undefined): number {
  if (ports === undefined) return MAX_PORT + 1;
  return ports.reduce((sum, { from, to }) => sum + Number(to) - Number(from) + 1, 0);
}
