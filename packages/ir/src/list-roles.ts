/** What the lists of a device are there for: filtering packets or sessions, or choosing traffic and routes for something else. */
import type { Family } from './address.ts';
import type { Device, ReferenceUse, UnreadBinding } from './device.ts';
import type { FilterKind, PacketFilter } from './filter.ts';

/** Uses in which a permit means chosen, and a deny not chosen. */
export type SelectingUse = Exclude<ReferenceUse, 'device-access'>;

/** The uses of one list. */
export interface ListRole {
  /** It stands as a filter of packets: at an interface (one that is shut down too), or as a step of another filter. */
  readonly filtersPackets: boolean;
  /** It filters sessions to the device: VTY, SNMP, HTTP, NTP. */
  readonly filtersSessions: boolean;
  /**
   * What it chooses traffic or routes for: a permit there means chosen, a deny means not chosen. Each use once, in order of
   * the text. Empty: nothing.
   */
  readonly selectsFor: readonly SelectingUse[];
}

/** A list as its uses name it. */
interface Named {
  readonly family: Family;
  readonly name: string;
}

/** What a filter does with lists of which only the permitted part counts. */
const SELECTS: Readonly<Record<FilterKind, SelectingUse>> = {
  'vlan-map': 'switching',
  'service-policy': 'class-map',
  'policy-route': 'route-map',
  receive: 'control-plane',
  'zone-pair': 'inspection',
};

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

interface Uses {
  packets: boolean;
  sessions: boolean;
  readonly selects: Set<SelectingUse>;
}

/** The roles of every list that something in a device's text uses. */
export class ListRoles {
  readonly #uses = new Map<string, Uses>();

  constructor(device: Device) {
    this.#addUnread(device.unread);
    for (const { bindings, filters = [], unread } of device.interfaces) {
      for (const { family, list } of bindings) this.#at(family, list).packets = true;
      this.#addUnread(unread);
      for (const { filter } of filters) this.#addFilter(filter);
    }
    for (const { filter } of device.vlanFilters ?? []) this.#addFilter(filter);
    for (const { filter } of device.zonePairs ?? []) {
      if (filter !== undefined) this.#addFilter(filter);
    }
    for (const filter of device.receive ?? []) this.#addFilter(filter);
    for (const { family, list, use } of device.references) {
      this.#each(family, list, (uses) => {
        if (use === 'device-access') uses.sessions = true;
        else uses.selects.add(use);
      });
    }
  }

  /** @returns undefined when nothing in the text uses the list. */
  of({ family, name }: Named): ListRole | undefined {
    const uses = this.#uses.get(keyOf(family, name));
    if (uses === undefined) return undefined;
    return {
      filtersPackets: uses.packets,
      filtersSessions: uses.sessions,
      selectsFor: [...uses.selects],
    };
  }

  /** Nobody could read how or where a list is bound; that it is bound, the words say. */
  #addUnread(bindings: readonly UnreadBinding[] = []): void {
    for (const { family, list } of bindings) {
      if (list !== undefined) this.#each(family, list, (uses) => void (uses.packets = true));
    }
  }

  #addFilter({ families, kind, steps }: PacketFilter): void {
    for (const step of steps) {
      if (step.kind === 'entries') {
        for (const family of families) this.#at(family, step.list).packets = true;
      } else {
        for (const { family, list } of step.lists) {
          this.#each(family, list, ({ selects }) => void selects.add(SELECTS[kind]));
        }
      }
    }
  }

  #each(family: Family | undefined, list: string, note: (uses: Uses) => void): void {
    for (const one of family === undefined ? FAMILIES : [family]) note(this.#at(one, list));
  }

  #at(family: Family, list: string): Uses {
    const key = keyOf(family, list);
    const known = this.#uses.get(key);
    if (known !== undefined) return known;
    const uses: Uses = { packets: false, sessions: false, selects: new Set() };
    this.#uses.set(key, uses);
    return uses;
  }
}

function keyOf(family: Family, name: string): string {
  return `${family} ${name}`;
}
