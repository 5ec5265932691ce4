/** The filters of interfaces that are no plain lists, in the order in which packets meet them. */
import type {
  Family,
  Interface,
  InterfaceFilter,
  PacketFilter,
  UnreadBinding,
  VlanFilter,
  ZonePair,
} from '@aclift/ir';
import type { FactsOf } from '../diagnostics.ts';
import type { Report } from '../report.ts';
import { ClassConditions, type ClassKind, type ClassMaps } from './class-maps.ts';
import type { InterfaceDraft, ServicePolicy } from './interface-draft.ts';
import { InterfaceNames } from './interface-names.ts';
import { type HasList, withoutMissing } from './missing-lists.ts';
import type { Quote } from './packet-filters.ts';
import { type PolicySource, servicePolicyFilters, zonePolicyFilter } from './policy-filter.ts';
import type { PolicyMaps } from './policy-maps.ts';
import type { RouteMaps } from './route-maps.ts';
import { isBuiltIn, type Templates } from './templates.ts';
import type { VlanMaps } from './vlan-maps.ts';
import { ofOneDirection, type VlanPolicies } from './vlan-policies.ts';
import type { Zones } from './zones.ts';

type MapKind = FactsOf<'ios/undefined-map'>['kind'];

/** Where filters come from. */
export interface FilterSources {
  readonly vlanMaps: VlanMaps;
  readonly vlanPolicies: VlanPolicies;
  readonly policyMaps: PolicyMaps;
  readonly classMaps: ClassMaps;
  readonly routeMaps: RouteMaps;
  readonly zones: Zones;
  /** `ip receive access-list`, by the list. */
  readonly receive: ReadonlyMap<string, Quote>;
  readonly templates: Templates;
}

export class AppliedFilters {
  readonly #sources: FilterSources;
  readonly #has: HasList;
  readonly #report: Report;
  readonly #policies: PolicySource;
  readonly #told = new Set<string>();
  readonly #known = new Map<string, readonly PacketFilter[]>();

  /** @param report is told of what is applied and not in the text. */
  constructor(sources: FilterSources, has: HasList, report: Report) {
    this.#sources = sources;
    this.#has = has;
    this.#report = report;
    const { classMaps, policyMaps } = sources;
    this.#policies = { policies: policyMaps, conditions: new ClassConditions(classMaps) };
  }

  vlanFilters(): readonly VlanFilter[] {
    const maps = this.#sources.vlanMaps
      .finish(this.#undefined('VLAN access map'))
      .map(({ filter, vlans }) => ({ vlans, filter: withoutMissing(filter, this.#has) }));
    const policies = this.#sources.vlanPolicies.all().flatMap(({ policy, vlans }) =>
      this.#policyFilters(policy).map((filter) => ({
        vlans,
        filter: ofOneDirection(filter, policy),
      })),
    );
    return [...maps, ...policies];
  }

  zonePairs(): readonly ZonePair[] {
    return this.#sources.zones.pairs.map(({ destination, name, policy, source, span }) => {
      const pair = { name, source, destination };
      if (policy === undefined) return { ...pair, span };
      if (this.#sources.policyMaps.get('inspect', policy.name) === undefined) {
        this.#undefined('policy map')(policy.name, policy.quote);
      } else this.#classesOf('inspect', policy.name);
      const filter = zonePolicyFilter(policy.name, policy.quote, this.#policies);
      return { ...pair, filter: withoutMissing(filter, this.#has), span };
    });
  }

  /** A list that is missing or empty lets everything in; any other denies what it does not name. */
  receive(): readonly PacketFilter[] {
    return [...this.#sources.receive].map(([list, { span }]) => {
      const filled = this.#has(list, 'ipv4');
      return {
        kind: 'receive',
        name: list,
        families: ['ipv4'],
        steps: filled ? [{ kind: 'entries', list }] : [],
        otherwise: filled ? 'deny' : 'permit',
        span,
      };
    });
  }

  /** @param drafts of the interfaces, in their order. */
  atInterfaces(
    interfaces: readonly Interface[],
    drafts: readonly InterfaceDraft[],
  ): readonly Interface[] {
    const mapped = this.#vlanMapsAt(interfaces);
    return interfaces.map((at, index) => {
      const both = mapped.get(at.name) ?? [];
      const filters = [
        ...inDirection('in', both),
        ...this.#policiesOf(drafts[index], 'in'),
        ...this.#routesOf(drafts[index]),
        ...this.#policiesOf(drafts[index], 'out'),
        ...inDirection('out', both),
      ];
      const detours = this.#detoursOf(drafts[index]);
      const missing = this.#missingTemplates(drafts[index]);
      return {
        ...at,
        ...(filters.length > 0 && { filters }),
        ...(detours.length > 0 && { detours }),
        ...(missing.length > 0 && { unread: [...(at.unread ?? []), ...missing] }),
      };
    });
  }

  #vlanMapsAt(interfaces: readonly Interface[]): ReadonlyMap<string, readonly PacketFilter[]> {
    const maps = this.#sources.vlanMaps.atInterfaces(this.#undefined('VLAN access map'));
    const found = new Map<string, readonly PacketFilter[]>();
    if (maps.size === 0) return found;
    const names = new InterfaceNames(interfaces.map(({ name }) => name));
    for (const [written, filters] of maps) {
      const settled = filters.map((filter) => withoutMissing(filter, this.#has));
      for (const name of names.find(written)) found.set(name, settled);
    }
    return found;
  }

  #policiesOf(
    draft: InterfaceDraft | undefined,
    direction: InterfaceFilter['direction'],
  ): readonly InterfaceFilter[] {
    const applied = [...(draft?.servicePolicies.values() ?? [])];
    return applied.flatMap((policy) =>
      policy.direction === direction ? inDirection(direction, this.#policyFilters(policy)) : [],
    );
  }

  #policyFilters({ name, quote }: ServicePolicy): readonly PacketFilter[] {
    const known = this.#sources.policyMaps.get('traffic', name) !== undefined;
    // Of one that is not in the text, the line that applies it is all there is to quote.
    const key = known ? `policy ${name}` : `policy ${name} ${quote.span.start}`;
    const filters = this.#once(key, quote, () => servicePolicyFilters(name, quote, this.#policies));
    if (!known) this.#undefined('policy map')(name, quote);
    else if (filters.length > 0) this.#classesOf('traffic', name);
    return filters;
  }

  #routesOf(draft: InterfaceDraft | undefined): readonly InterfaceFilter[] {
    return [...(draft?.policyRoutes ?? [])].flatMap(([family, { name, quote }]) =>
      inDirection(
        'in',
        this.#once(`${family} routes ${name}`, quote, () =>
          this.#sources.routeMaps.filters(name, family, quote),
        ),
      ),
    );
  }

  /** Filters that many interfaces share are worked out once; only where they are applied differs. */
  #once(
    key: string,
    { span }: Quote,
    make: () => readonly PacketFilter[],
  ): readonly PacketFilter[] {
    let filters = this.#known.get(key);
    if (filters === undefined) {
      filters = make().map((filter) => withoutMissing(filter, this.#has));
      this.#known.set(key, filters);
    }
    return filters.map((filter) => ({ ...filter, span }));
  }

  /** Templates that are sourced and not in the text may bind anything. */
  #missingTemplates(draft: InterfaceDraft | undefined): readonly UnreadBinding[] {
    return [...(draft?.sources ?? [])].flatMap(([name, quote]) => {
      if (this.#sources.templates.has(name) || isBuiltIn(name)) return [];
      this.#undefined('template')(name, quote);
      return [{ text: quote.text, span: quote.span }];
    });
  }

  #detoursOf(draft: InterfaceDraft | undefined): readonly Family[] {
    return [...(draft?.policyRoutes ?? [])]
      .filter(([, { name }]) => this.#sources.routeMaps.leadsAway(name))
      .map(([family]) => family);
  }

  /** Tells of classes of a policy that filters, if the text does not define them. */
  #classesOf(kind: ClassKind, policy: string): void {
    const { classMaps, policyMaps } = this.#sources;
    for (const { name, quote } of policyMaps.allClasses(kind, policy)) {
      const known = name === 'class-default' || classMaps.get(kind, name) !== undefined;
      if (!known) this.#undefined('class map')(name, quote);
    }
  }

  /** Each line is told of once, however often it is applied. */
  #undefined(kind: MapKind): (name: string, quote: Quote) => void {
    return (name, { span }) => {
      const key = `${kind} ${span.start}`;
      if (!this.#told.has(key)) this.#report.add('ios/undefined-map', span, { kind, name });
      this.#told.add(key);
    };
  }
}

function inDirection(
  direction: InterfaceFilter['direction'],
  filters: readonly PacketFilter[],
): readonly InterfaceFilter[] {
  return filters.map((filter) => ({ direction, filter }));
}
