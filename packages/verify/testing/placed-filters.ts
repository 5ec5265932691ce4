/** Lists and filters in plain words, for tests of how they come together. */
import type { Action, Device } from '@aclift/ir';
import type { Space } from '@aclift/packet-set';
import { FlowCuts } from '../src/cuts.ts';
import type { FilterList } from '../src/filter-list.ts';
import type { FilterRule } from '../src/filter-rule.ts';
import { filterListBoxes } from '../src/filter-list.ts';
import { type Flow, type FlowBox, type FlowField, TCP } from '../src/flow.ts';
import type { PairRegion, PlacedFilter, PlacedStep } from '../src/topology.ts';

const NOWHERE = { start: 0, end: 0 };

/** A rule: `permit 80`, `deny 1-1023`, `deny? 22` (it may match, or not). Ports are destination ports of TCP. */
export type RuleText = string;

/** A list of the id that says what the rules say, each with the implicit end of a list behind the last. */
export function list(id: string, ...rules: readonly RuleText[]): FilterList {
  return {
    id,
    device: {
      source: 'r.cfg',
      interfaces: [],
      semantics: { answers: { connections: 'filtered', icmp: 'filtered' } },
    } as unknown as Device,
    acl: { name: id, family: 'ipv4', entries: [] } as unknown as FilterList['acl'],
    rules: rules.map(rule),
  };
}

/** Lists by id. */
export function byId(...lists: readonly FilterList[]): ReadonlyMap<string, FilterList> {
  return new Map(lists.map((one) => [one.id, one]));
}

const EVERYWHERE: PairRegion = { plus: [], minus: [] };

/** A filter of steps; it stands nowhere unless `rest` says where. */
export function filter(
  steps: readonly PlacedStep[],
  otherwise: Action = 'deny',
  rest: Partial<PlacedFilter> = {},
): PlacedFilter {
  return {
    place: { kind: 'access-group', source: 'r.cfg', device: 'r', name: 'F', span: NOWHERE },
    role: 'in',
    steps,
    otherwise,
    may: EVERYWHERE,
    must: EVERYWHERE,
    ...rest,
  };
}

/** The entries of a list. */
export function entries(of: string): PlacedStep {
  return { kind: 'entries', list: of };
}

/** What lists permit gets the action; `not L` means what L does not permit. */
export function select(
  action: Action,
  lists: readonly string[],
  { join = 'some', certain = true }: { join?: 'every' | 'some'; certain?: boolean } = {},
): PlacedStep {
  return {
    kind: 'select',
    lists: lists.map((of) => ({
      list: of.replace(/^not /, ''),
      negated: of.startsWith('not '),
    })),
    join,
    action,
    certain,
  };
}

/** A space that tells apart what the lists and some boxes do. */
export function spaceFor(
  lists: ReadonlyMap<string, FilterList>,
  boxes: readonly FlowBox[] = [],
): Space<FlowField> {
  return new FlowCuts('ipv4')
    .boxes([...[...lists.values()].flatMap(filterListBoxes), ...boxes])
    .space();
}

/** A flow to a port of TCP. */
export function flowTo(service: number, source = 1, destination = 2): Flow {
  return { source, destination, protocol: TCP, service, sourcePort: 50_000 };
}

function rule(text: RuleText): FilterRule {
  const [, action, perhaps, from, to = from] =
    /^(permit|deny)(\?)? (\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const box: FlowBox = {
    protocol: [{ from: TCP, to: TCP }],
    service: [{ from: Number(from), to: Number(to) }],
  };
  return {
    entry: undefined,
    action: action as Action,
    match: {
      must: perhaps === undefined ? [box] : [],
      may: [box],
      answersMust: [],
      answersMay: [],
      caveats: perhaps === undefined ? [] : [{ kind: 'unparsed' }],
    },
  };
}
