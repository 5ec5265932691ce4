/** Which of the things that were said concern one flow: those about what is on its way, and those that could change its way. */
import type { ExplainedDiagnostic, Sources } from '@aclift/diagnostics';
import type { Inventory } from '@aclift/inventory';
import type { Acl, AclEntry, Device } from '@aclift/ir';

/** What a flow and its answer meet. */
export interface OnTheWay {
  /** Sources of the devices, with the interfaces that are crossed or stand next to an end; undefined: it may be any device. */
  readonly interfaces: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Lists that have a say, by device and name: {@link listKey}. */
  readonly lists: ReadonlySet<string>;
  /** An end may be anywhere: no prefix holds its address. */
  readonly world: boolean;
  /** Names that the inventory has for the ends. */
  readonly ends: readonly string[];
}

/** A key for a list of a device. */
export function listKey(source: string, list: string): string {
  return `${source}\n${list}`;
}

/** Tells diagnostics apart; the texts are looked at once. */
export class Concerned {
  readonly #devices: readonly Device[];
  readonly #inventory: Inventory;
  readonly #sources: Sources;
  readonly #way: OnTheWay;
  readonly #groups = new Map<Device, ReadonlySet<string>>();

  constructor(
    devices: readonly Device[],
    inventory: Inventory,
    sources: Sources,
    onTheWay: OnTheWay,
  ) {
    this.#devices = devices;
    this.#inventory = inventory;
    this.#sources = sources;
    this.#way = onTheWay;
  }

  /**
   * Errors concern it unless they stand in a list that has no say: a line of an interface or a route that was not read could change
   * the way of any flow.
   */
  holds(diagnostic: ExplainedDiagnostic): boolean {
    const { code, severity, source, span } = diagnostic;
    if (source === this.#inventory.source) return this.#isAboutAnEnd(diagnostic);
    const device = this.#devices.find((one) => one.source === source);
    // Of policies and decisions everything but asides.
    if (device === undefined) return severity !== 'note' || source === '';
    if (code === 'core/no-upstream') return this.#way.world;
    const { interfaces, lists } = this.#way;
    const has = ({ name }: Pick<Acl, 'name'>): boolean => lists.has(listKey(source, name));
    const within = device.acls.filter(
      (acl) => acl.span.start === span.start || acl.entries.some((one) => covers(one, span.start)),
    );
    if (within.length > 0) return within.some(has);
    const header = this.#headerOf(source, span.start);
    const list = device.acls.find((acl) => acl.span.start === header);
    if (list !== undefined) return has(list);
    const group = device.objectGroups.find((one) => one.span.start === header);
    if (group !== undefined) return this.#groupsOf(device).has(group.name);
    if (severity === 'error' || interfaces === undefined) return true;
    const met = interfaces.get(source);
    const via = device.interfaces.find((one) => one.span.start === header);
    return via === undefined ? met !== undefined : met?.has(via.name) === true;
  }

  /** Whether it says that a line of a device on the way was not read that stands in no list: something unknown may filter or lead there. */
  isUnreadOnTheWay(diagnostic: ExplainedDiagnostic): boolean {
    const { severity, source, span } = diagnostic;
    const device = this.#devices.find((one) => one.source === source);
    if (severity !== 'error' || device === undefined || !this.holds(diagnostic)) return false;
    const header = this.#headerOf(source, span.start);
    const inList = device.acls.some(
      (acl) =>
        acl.span.start === span.start ||
        acl.span.start === header ||
        acl.entries.some((one) => covers(one, span.start)),
    );
    const inGroup = device.objectGroups.some((one) => one.span.start === header);
    const { interfaces } = this.#way;
    return !inList && !inGroup && (interfaces === undefined || interfaces.has(source));
  }

  /** Where the command begins in whose block a place is: a line that is set in belongs to the last one before it that is not. */
  #headerOf(source: string, offset: number): number {
    const lines = this.#sources.lines(source);
    if (lines === undefined) return offset;
    let { line } = lines.position(offset);
    while (line > 1 && /^\s|^!|^$/.test(lines.lineText(line))) line -= 1;
    const { start } = lines.lineSpan(line);
    return start;
  }

  /** Groups that the lists on the way name, and those in them. */
  #groupsOf(device: Device): ReadonlySet<string> {
    const known = this.#groups.get(device);
    if (known !== undefined) return known;
    const named = new Set<string>();
    const words = device.acls
      .filter(({ name }) => this.#way.lists.has(listKey(device.source, name)))
      .flatMap(({ entries }) => entries.map(({ span }) => this.#sources.text(device.source, span)))
      .flatMap((text) => text.split(' '));
    const add = (name: string): void => {
      if (named.has(name)) return;
      named.add(name);
      for (const group of device.objectGroups) {
        if (group.name !== name || !('members' in group)) continue;
        for (const member of group.members) if (member.kind === 'group-object') add(member.name);
      }
    };
    for (const group of device.objectGroups) if (words.includes(group.name)) add(group.name);
    this.#groups.set(device, named);
    return named;
  }

  /** What stands in no entry is about the whole file. */
  #isAboutAnEnd({ span }: ExplainedDiagnostic): boolean {
    const { externals, workloads } = this.#inventory;
    const entries = [
      ...workloads.map(({ id, span: own }) => ({ name: id, own })),
      ...externals.map(({ name, span: own }) => ({ name, own })),
    ];
    const within = entries.filter(({ own }) => own.start <= span.start && span.start < own.end);
    return within.length === 0 || within.some(({ name }) => this.#way.ends.includes(name));
  }
}

function covers({ span }: AclEntry, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}
