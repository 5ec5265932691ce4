/** Protocols that policies leave to whoever enforces them. */
import type { Family } from '@aclift/ir';
import { decidedProtocols, type Engine, type Flow, type PolicyModel } from '@aclift/verify';
import type { FoundEnd } from './find-end.ts';

/**
 * Whether an engine makes of a flow what it likes: its protocol is none that policies decide there, and some policy is about one of
 * its ends.
 */
export function leftToEngine(
  engine: Engine,
  family: Family,
  flow: Flow,
  policies: readonly PolicyModel[],
  ends: readonly Pick<FoundEnd, 'kind' | 'name'>[],
): boolean {
  if (decidedProtocols(engine, family).includes(Number(flow.protocol))) return false;
  return policies.some(({ perhaps, subjects }) =>
    ends.some(
      ({ kind, name }) =>
        kind === 'pod' && name !== undefined && (subjects.has(name) || perhaps.has(name)),
    ),
  );
}
