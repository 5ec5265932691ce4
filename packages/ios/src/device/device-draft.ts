/** The device while its lines arrive. Order is that of first appearance; the plain IR is made at the end. */
import type { Span } from '@aclift/diagnostics';
import type {
  Acl,
  AclType,
  Action,
  Device,
  Family,
  ListReference,
  ObjectGroup,
  RemovedEntry,
  RoutingProcess,
  StaticNat,
  StaticRoute,
  StaticRoute6,
  Unrecognized,
  UnreadBinding,
  Vlan,
} from '@aclift/ir';
import { interfaceKey } from '../names/interface-names.ts';
import type { Report } from '../report.ts';
import { InterfaceDraft } from './interface-draft.ts';
import { ClassUses } from './class-uses.ts';
import { GroupDraft, type GroupType } from './group-draft.ts';
import { ListDraft } from './list-draft.ts';
import { TimeRangeDraft } from './time-range-draft.ts';

interface LostList {
  readonly name: string;
  readonly family: Family;
  readonly type: AclType;
  readonly headers: [Unrecognized, ...Unrecognized[]];
}

export class DeviceDraft {
  hostname: string | undefined;
  readonly references: ListReference[] = [];
  readonly classUses: ClassUses = new ClassUses();
  readonly staticNat: StaticNat[] = [];
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
  readonly #routes = new Map<string, StaticRoute | StaticRoute6>();
  readonly #routing = new Map<string, RoutingProcess>();
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

  addRoute(route: StaticRoute | StaticRoute6): void {
    this.#routes.set(routeKey(route), route);
  }

  removeRoute(route: StaticRoute | StaticRoute6): void {
    this.#routes.delete(routeKey(route));
  }

  /** Entering a process again adds nothing. */
  addRouter(router: RoutingProcess): void {
    const key = routerKey(router);
    if (!this.#routing.has(key)) this.#routing.set(key, router);
  }

  removeRouter(router: RoutingProcess): void {
    this.#routing.delete(routerKey(router));
  }

  /** @param whole the text is no part of a configuration. */
  finish(source: string, whole: boolean = false): Device {
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
    const objectGroups: ObjectGroup[] = [...this.#groups.values()].map((group) => group.finish());
    return {
      source,
      ...(this.hostname !== undefined && { hostname: this.hostname }),
      interfaces: [...this.#interfaces.values()].map((draft) => draft.finish()),
      acls: lists.map((list) => list.finish()),
      removed: removed.toSorted((a, b) => a.entry.span.start - b.entry.span.start),
      objectGroups,
      routes: [...this.#routes.values()],
      routing: [...this.#routing.values()],
      references: this.classUses.resolve(this.references),
      staticNat: this.staticNat,
      timeRanges: [...this.#timeRanges.values()].map((draft) => draft.finish()),
      vlans: [...this.vlans.values()],
      ...(whole && { whole: true }),
      ...(this.unread.length > 0 && { unread: this.unread }),
      ...(this.#localTraffic.size > 0 && { filtersLocalTraffic: [...this.#localTraffic].sort() }),
    };
  }
}

function routeKey({ prefix, nextHop, interface: device, vrf }: StaticRoute | StaticRoute6): string {
  return [vrf, prefix.address, prefix.length, nextHop, device].join(' ');
}

function routerKey({ family, protocol, process }: RoutingProcess): string {
  return [family, protocol, process].join(' ');
}
