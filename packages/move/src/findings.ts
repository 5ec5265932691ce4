/** What somebody should know about a wave: what nobody said, what is shared, and what no list can hold back. */
import { type Diagram, NOTHING, normalizeRanges } from '@aclift/packet-set';
import type { FilterRule } from '@aclift/verify';
import type { Demand } from './demand.ts';
import type { MoveDiagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { ListEdit } from './edits.ts';
import type { Estate } from './estate.ts';
import type { MetFilter } from './filters.ts';
import type { Ground } from './ground.ts';
import type { Phase } from './images.ts';
import type { Mover } from './movers.ts';
import { addressesText, exampleOf } from './words.ts';

const NOWHERE = { start: 0, end: 0 } as const;

/** Findings of a state. @param open images of denied flows that no list stops. */
export function findingsOf(
  ground: Ground,
  filters: readonly MetFilter[],
  demand: Demand,
  now: Estate,
  open: Diagram,
  edits: readonly ListEdit[],
  dialect: Dialect,
  phaseOf: (id: string) => Phase,
): readonly MoveDiagnostic[] {
  const moving = ground.movers.filter(({ id }) => phaseOf(id) === 'both');
  return [
    ...moving.flatMap((mover) => unknownEdges(ground, mover, phaseOf)),
    ...sharedExits(ground, demand, moving),
    ...withoutList(ground, moving, open),
    ...conditionalLines(filters, now, moving, dialect),
    ...widenedPorts(edits, dialect),
    ...moving.flatMap((mover) => neighbours(ground, mover)),
  ];
}

/** Exits and entries that nobody told of, where something needs them. */
function unknownEdges(
  { family, movers, space, wanted }: Ground,
  mover: Mover,
  phaseOf: (id: string) => Phase,
): readonly MoveDiagnostic[] {
  const at = { source: '', span: mover.workload.span };
  const said: MoveDiagnostic[] = [];
  // Between workloads that have moved nothing is on the wire.
  const inside = normalizeRanges(
    movers.filter(({ id }) => phaseOf(id) !== 'old').flatMap(({ owned }) => owned),
  );
  const leaving = space.subtract(
    space.intersect(wanted, space.box({ source: mover.old, destination: mover.noExit })),
    space.box({ destination: inside }),
  );
  const rehomed = space.unionAll(
    mover.via.map(({ port, protocol }) =>
      space.box({
        protocol: [{ from: protocol, to: protocol }],
        service: [{ from: port, to: port }],
      }),
    ),
  );
  const exit = exampleOf(space, family, space.subtract(leaving, rehomed));
  if (exit !== undefined && mover.noExit.length > 0) {
    said.push({ code: 'move/exit-unknown', ...at, facts: { workload: mover.id, example: exit } });
  }
  if (mover.doors === undefined) {
    const arriving = space.subtract(
      space.intersect(wanted, space.box({ destination: mover.owned })),
      space.box({ source: inside }),
    );
    const entry = exampleOf(space, family, arriving);
    if (entry !== undefined) {
      said.push({
        code: 'move/entry-unknown',
        ...at,
        facts: { workload: mover.id, example: entry },
      });
    }
  }
  return said;
}

/** Exits that others leave by as well, so that a permit for one is a permit for all. */
function sharedExits(
  { family, space }: Ground,
  demand: Demand,
  moving: readonly Mover[],
): readonly MoveDiagnostic[] {
  const seen = new Set<string>();
  return demand.parts.flatMap(({ flows, leg }): readonly MoveDiagnostic[] => {
    if (leg.kind !== 'out' || leg.way.own || !moving.includes(leg.mover)) return [];
    const addresses = addressesText(leg.way.addresses, family);
    const key = `${leg.mover.id} ${addresses}`;
    const example = exampleOf(space, family, flows);
    if (seen.has(key) || example === undefined) return [];
    seen.add(key);
    return [
      {
        code: 'move/shared-exit',
        source: '',
        span: leg.mover.workload.span,
        facts: { workload: leg.mover.id, addresses, example },
      },
    ];
  });
}

/** Flows that were denied and that nothing on the new way denies: the policies at the pods alone hold them. */
function withoutList(
  { family, neighbours: near, space }: Ground,
  moving: readonly Mover[],
  all: Diagram,
): readonly MoveDiagnostic[] {
  const open = space.subtract(all, near);
  if (open === NOTHING) return [];
  return moving.flatMap((mover): readonly MoveDiagnostic[] => {
    const addresses = normalizeRanges([
      ...(mover.doors ?? []).flatMap(({ address }) => address),
      ...mover.exits.flatMap((way) => (way.own ? way.addresses : [])),
    ]);
    const met = space.intersect(
      open,
      space.union(space.box({ source: addresses }), space.box({ destination: addresses })),
    );
    const example = exampleOf(space, family, met);
    if (example === undefined) return [];
    return [
      {
        code: 'move/no-list-on-path',
        source: '',
        span: mover.workload.span,
        facts: { workload: mover.id, address: addressesText(addresses, family), example },
      },
    ];
  });
}

/** Lines about the old addresses that depend on what nobody can evaluate: they have no image. */
function conditionalLines(
  filters: readonly MetFilter[],
  now: Estate,
  moving: readonly Mover[],
  dialect: Dialect,
): readonly MoveDiagnostic[] {
  const ids = new Set(
    filters.flatMap(({ filter }) =>
      filter.steps.flatMap((step) => (step.kind === 'entries' ? [step.list] : [])),
    ),
  );
  return [...ids].flatMap((id) => {
    const list = now.raw.get(id);
    return (list?.rules ?? []).flatMap((rule): readonly MoveDiagnostic[] => {
      const { entry, match } = rule;
      if (list === undefined || entry === undefined || match.caveats.length === 0) return [];
      if (entry.kind === 'evaluate') return [];
      const mover = moving.find(({ owned }) => names(rule, owned));
      if (mover === undefined) return [];
      const text = entry.kind === 'ace' ? dialect.line(entry, list.acl) : entry.text;
      return [
        {
          code: 'move/conditional-line',
          source: list.device.source,
          span: entry.span,
          facts: { list: list.acl.name, text, workload: mover.id },
        },
      ];
    });
  });
}

function names({ match }: FilterRule, owned: Mover['owned']): boolean {
  return match.may.some(({ destination, source }) =>
    [source, destination].some(
      (ranges) =>
        ranges === undefined ||
        ranges.some(({ from, to }) => owned.some((own) => own.from <= to && from <= own.to)),
    ),
  );
}

/** New lines like some that name a source port, which translation changes. */
function widenedPorts(edits: readonly ListEdit[], dialect: Dialect): readonly MoveDiagnostic[] {
  return edits.flatMap(({ inserts, name, source }) =>
    inserts.flatMap(({ ace, origin, text }): readonly MoveDiagnostic[] => {
      const like = origin === undefined ? undefined : origin.list.rules[origin.rule]?.entry;
      if (origin === undefined || like?.kind !== 'ace' || like.sourcePorts === undefined) return [];
      if (ace.sourcePorts !== undefined || ace.action === 'deny') return [];
      return [
        {
          code: 'move/source-port-widened',
          source,
          span: NOWHERE,
          facts: { list: name, like: dialect.line(like, origin.list.acl), text },
        },
      ];
    }),
  );
}

/** Neighbours that reach a workload past every list today; on the way to its new addresses lists may stand. */
function neighbours(
  { family, passing, sameSegment, seen, space }: Ground,
  mover: Mover,
): readonly MoveDiagnostic[] {
  const here = space.subtract(
    space.intersect(sameSegment, space.box({ destination: mover.old })),
    space.union(seen, space.box({ source: mover.owned })),
  );
  const example = exampleOf(space, family, space.intersect(here, passing.openings.max));
  return example === undefined
    ? []
    : [
        {
          code: 'move/same-segment',
          source: '',
          span: mover.workload.span,
          facts: { workload: mover.id, example },
        },
      ];
}
