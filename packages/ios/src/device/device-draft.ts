/** The device while its lines arrive. Order is that of first appearance; the plain IR is made at the end. */
import type { Span } from '@aclift/diagnostics';
import type {
  Acl,
  AclType,
  Action,
  Device,
  Family,
  Interface,
  ListReference,
  ObjectGroup,
  RemovedEntry,
  StaticNat,
  Unrecognized,
  UnreadBinding,
  Vlan,
} from '@aclift/ir';
import { interfaceKey } from '../names/interface-names.ts';
import type { Report } from '../report.ts';
import { AppliedFilters } from './applied-filters.ts';
import { ClassMaps } from './class-maps.ts';
import { finishPorts } from './finish-ports.ts';
import { InterfaceDraft } from './interface-draft.ts';
import { ClassUses } from './class-uses.ts';
import { GroupDraft, type GroupType } from './group-draft.ts';
import { ListDraft } from './list-draft.ts';
import { listsOf } from './missing-lists.ts';
import { placeRouting } from './place-routing.ts';
import { RouteMaps } from './route-maps.ts';
import { Routers } from './routers.ts';
import type { Quote } from './packet-filters.ts';
import { PolicyMaps } from './policy-maps.ts';
import { SEMANTICS } from '../semantics.ts';
import { StaticRoutes } from './static-routes.ts';
import { Templates } from './templates.ts';
import { TimeRangeDraft } from '@aclift/dialect-kit';
import { VlanMaps } from './vlan-maps.ts';
import { VlanPolicies } from './vlan-policies.ts';
import { Zones } from './zones.ts';

interface LostList {
  readonly name: string;
  readonly family: Family;
  readonly type: AclType;
  readonly headers: [Unrecognized, ...Unrecognized[]];
}

export class DeviceDraft {
  hostname: string | undefined;
  /** `ip routing`, `no ip routing`; undefined: neither stands there. */
  routesIp: boolean | undefined;
  /** `ipv6 unicast-routing`. */
  routesIpv6 = false;
  defaultGateway: number | undefined;
  readonly routes: StaticRoutes = new StaticRoutes();
  readonly references: ListReference[] = [];
  readonly classUses: ClassUses = new ClassUses();
  readonly routeMaps: RouteMaps = new RouteMaps();
  readonly routers: Routers = new Routers();
  readonly staticNat: StaticNat[] = [];
  readonly classMaps: ClassMaps = new ClassMaps();
  readonly policyMaps: PolicyMaps = new PolicyMaps();
  /** `ip receive access-list`, by the list. */
  readonly receive: Map<string, Quote> = new Map();
  readonly templates: Templates = new Templates();
  readonly vlanMaps: VlanMaps = new VlanMaps();
  readonly vlanPolicies: VlanPolicies = new VlanPolicies();
  readonly zones: Zones = new Zones();
  readonly vlans: Map<number, Vlan> = new Map();
  /** Bindings of which nobody can tell the interface. */
  readonly unread: UnreadBinding[] = [];
  readonly #lists = new Map<string, ListDraft>();
  #lastList: ListDraft | undefined;
  /** Lists whose header the device refuses: their entries are in the account, but in no list. */
  readonly #refused: ListDraft[] = [];
  /** Lists that a binding must find although their entries are not read. An IP list of the same name goes before. */
  readonly #otherLists = new Map<string, ListDraft>();
  /** Headers of lists that could not be read, by the name that they show. */
  readonly #lost = new Map<string, LostList>();
  readonly #localTraffic = new Set<Family>();
  readonly #interfaces = new Map<string, InterfaceDraft>();
  readonly #groups = new Map<string, GroupDraft>();
  readonly #timeRanges = new Map<string, TimeRangeDraft>();
  readonly #removed: RemovedEntry[] = [];

  /** The list of that name, made on first mention. A name that another type has is refused, as the device does. */
  list(name: string, family: Family, type: AclType, span: Span, report: Report): ListDraft {
    // Lines of a numbered list mostly stand together.
    const last = this.#lastList;
    if (last?.name === name && last.family === family && last.type === type) return last;
    const key = `${family} ${name}`;
    const known = this.#lists.get(key);
    if (known === undefined || known.type === type) {
      const list = known ?? new ListDraft(name, family, type, span);
      this.#lastList = list;
      this.#lists.set(key, list);
      return list;
    }
    report.add('ios/incompatible-list-type', span, { list: name, type, earlier: known.type });
    const refused = new ListDraft(name, family, type, span);
    this.#refused.push(refused);
    return refused;
  }

  findList(name: string, family: Family): ListDraft | undefined {
    return this.#lists.get(`${family} ${name}`);
  }

  /**
   * A header that could not be read: what the list holds beside its entries is unknown, and it exists, so that what
   * applies it does not find it missing.
   */
  loseList(name: string, family: Family, type: AclType, header: Unrecognized): void {
    const key = `${family} ${name}`;
    const known = this.#lost.get(key);
    if (known === undefined) this.#lost.set(key, { name, family, type, headers: [header] });
    else known.headers.push(header);
  }

  /** `no ip access-list …`. @returns whether there was such a list. */
  removeList(name: string, family: Family, by: Span): boolean {
    const list = this.findList(name, family);
    const wasLost = this.#lost.delete(`${family} ${name}`);
    if (list === undefined) return wasLost;
    list.removeAll(by);
    this.#lastList = undefined;
    this.#removed.push(...list.removed);
    return this.#lists.delete(`${family} ${name}`);
  }

  /** A permit or deny that stands in no list: kept for the account, because it may have been meant for one. */
  stray(text: string, action: Action, span: Span): void {
    const entry = { kind: 'unrecognized', action, text, span } as const;
    this.#removed.push({ list: '', family: 'ipv4', entry, reason: 'no-list', by: span });
  }

  /** An entry that the device answered with an error: it is in no list. */
  refuse(list: string, family: Family, entry: Unrecognized, by: Span): void {
    this.#removed.push({ list, family, entry, reason: 'refused-by-device', by });
  }

  /** A list of roles, whose entries are not read, or of host names, of which the others are. */
  otherList(name: string, family: Family, span: Span, isFqdn: boolean): ListDraft {
    const key = `${family} ${name}`;
    let list = this.#otherLists.get(key);
    if (list === undefined) {
      list = new ListDraft(name, family, isFqdn ? 'extended' : 'other', span, isFqdn);
      this.#otherLists.set(key, list);
    }
    return list;
  }

  /** Whether the list is one of host names. */
  isFqdn({ family, name }: Acl): boolean {
    return this.#lists.get(`${family} ${name}`)?.isFqdn === true;
  }

  removeOtherList(name: string, family: Family): void {
    this.#otherLists.delete(`${family} ${name}`);
  }

  /** `ip access-list match-local-traffic`. */
  setLocalTraffic(family: Family, filtered: boolean): void {
    if (filtered) this.#localTraffic.add(family);
    else this.#localTraffic.delete(family);
  }

  /** Entering an interface again adds to it. */
  interface(name: string, span: Span): InterfaceDraft {
    const key = interfaceKey(name);
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const made = new InterfaceDraft(name, span);
    this.#interfaces.set(key, made);
    return made;
  }

  /** `no interface Loopback1`. */
  removeInterface(name: string): void {
    this.#interfaces.delete(interfaceKey(name));
  }

  /** @returns the group, or undefined when another type has the name. */
  group(name: string, type: GroupType, span: Span): GroupDraft | undefined {
    const known = this.#groups.get(name);
    if (known !== undefined) return known.type === type ? known : undefined;
    const made = new GroupDraft(name, type, span);
    this.#groups.set(name, made);
    return made;
  }

  removeGroup(name: string): void {
    this.#groups.delete(name);
  }

  timeRange(name: string, span: Span): TimeRangeDraft {
    let known = this.#timeRanges.get(name);
    if (known === undefined) {
      known = new TimeRangeDraft(name, span);
      this.#timeRanges.set(name, known);
    }
    return known;
  }

  removeTimeRange(name: string): void {
    this.#timeRanges.delete(name);
  }

  /**
   * `exit` inside a block that has blocks of its own.
   * @returns false when the block itself is left.
   */
  leaveInner(block: string): boolean {
    if (block === 'policy-map') return this.policyMaps.leaveInner();
    return block === 'router' && this.routers.current?.leaveInner() === true;
  }

  /**
   * @param report is told of what is applied and not in the text.
   * @param whole the text is no part of a configuration.
   */
  finish(source: string, report: Report, whole: boolean = false): Device {
    for (const [key, list] of this.#otherLists) {
      const namesake = this.#lists.get(key);
      if (namesake === undefined) this.#lists.set(key, list);
      else {
        // The device derives an IP list of that name from it: bindings mean that one.
        list.removeAll(namesake.span, 'refused-list');
        this.#removed.push(...list.removed);
      }
    }
    for (const [key, { family, headers, name, type }] of this.#lost) {
      const list = this.#lists.get(key) ?? new ListDraft(name, family, type, headers[0].span);
      list.lose(headers);
      this.#lists.set(key, list);
    }
    const lists = [...this.#lists.values()];
    const removed = [...this.#removed, ...lists.flatMap((list) => list.removed)];
    for (const list of this.#refused) {
      list.removeAll(list.span, 'refused-list');
      removed.push(...list.removed);
    }
    const routes = this.routes.finish();
    const objectGroups: ObjectGroup[] = [...this.#groups.values()].map((group) => group.finish());
    const acls = lists.map((list) => list.finish());
    const filters = new AppliedFilters(this, listsOf(acls), report);
    const interfaces = this.#finishInterfaces(routes, filters);
    const vlanFilters = filters.vlanFilters();
    const zonePairs = filters.zonePairs();
    const receive = filters.receive();
    const zones = [...this.zones.names];
    return {
      source,
      dialect: 'ios',
      semantics: SEMANTICS,
      ...(this.hostname !== undefined && { hostname: this.hostname }),
      interfaces,
      acls,
      removed: removed.toSorted((a, b) => a.entry.span.start - b.entry.span.start),
      objectGroups,
      routes,
      routing: this.routers.finish(),
      references: this.#finishReferences(),
      staticNat: this.staticNat,
      timeRanges: [...this.#timeRanges.values()].map((draft) => draft.finish()),
      vlans: [...this.vlans.values()],
      ...(whole && { whole: true }),
      ...(this.unread.length > 0 && { unread: this.unread }),
      ...(vlanFilters.length > 0 && { vlanFilters }),
      ...(zones.length > 0 && { zones }),
      ...(zonePairs.length > 0 && { zonePairs }),
      ...(receive.length > 0 && { receive }),
      ...(!this.#forwards(interfaces, routes.length > 0) && { forwards: false }),
      ...(this.defaultGateway !== undefined && { defaultGateway: this.defaultGateway }),
      ...(this.#localTraffic.size > 0 && { filtersLocalTraffic: [...this.#localTraffic].sort() }),
    };
  }

  /** Why a text that does not say `no ip routing` may mean it: {@link Device.forwards}. */
  #forwards(interfaces: readonly Interface[], hasRoutes: boolean): boolean {
    if (this.routesIp !== undefined) return this.routesIp;
    if (this.defaultGateway === undefined || this.routesIpv6 || hasRoutes) return true;
    if (this.routers.all().length > 0) return true;
    const routed = interfaces.filter(
      ({ addresses, shutdown }) => !shutdown && addresses.length > 0,
    );
    const onlySvi = routed.length === 1 && routed.every(({ name }) => /^vlan\d+$/i.test(name));
    return !onlySvi || !interfaces.some(({ switchport }) => switchport !== undefined);
  }

  #finishReferences(): readonly ListReference[] {
    const references = this.templates.withoutBindings(this.references, this.#interfaces.values());
    return this.classUses.resolve(references, this.policyMaps, this.classMaps);
  }

  #finishInterfaces(routes: Device['routes'], filters: AppliedFilters): readonly Interface[] {
    const drafts = [...this.#interfaces.values()];
    this.templates.apply(drafts);
    const plain = drafts.map((draft) => draft.finish());
    const vlans = new Map([...this.vlans.values()].map(({ id, name }) => [name, id]));
    const routed = placeRouting({
      interfaces: finishPorts(drafts, plain, (name) => vlans.get(name)),
      routers: this.routers.all(),
      statements: new Map(
        drafts
          .filter(({ routing }) => routing.length > 0)
          .map(({ name, routing }) => [name, routing]),
      ),
      routes,
    });
    return filters.atInterfaces(routed, drafts);
  }
}
