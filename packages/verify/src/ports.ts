/** Port conditions as ranges. */
import type { PortMatch } from '@aclift/ir';
import { normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { MAX_PORT } from './flow.ts';

/** `uncertain`: the ports are not in the text (a port group), so `may` is every port. */
export interface PortBounds {
  readonly may: Ranges<number>;
  readonly uncertain: boolean;
}

/** @returns undefined for an absent condition: every port. */
export function portRanges(match: PortMatch | undefined): PortBounds | undefined {
  if (match === undefined) return undefined;
  const all = [{ from: 0, to: MAX_PORT }];
  switch (match.kind) {
    case 'eq':
      return certain(normalizeRanges(match.ports.map((port) => ({ from: port, to: port }))));
    case 'neq':
      return certain(
        subtractRanges(all, normalizeRanges(match.ports.map((port) => ({ from: port, to: port })))),
      );
    case 'gt':
      return certain(match.port >= MAX_PORT ? [] : [{ from: match.port + 1, to: MAX_PORT }]);
    case 'lt':
      return certain(match.port === 0 ? [] : [{ from: 0, to: match.port - 1 }]);
    case 'range':
      return certain([{ from: match.from, to: match.to }]);
    case 'portgroup':
      return { may: all, uncertain: true };
  }
}

function certain(may: Ranges<number>): PortBounds {
  return { may, uncertain: false };
}
