/** The networks that devices are attached to, with what the configuration calls them. */
import type { Device } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import { routedPrefixes } from '@aclift/network';
import type { Place } from './mentions.ts';

/** Something the configuration calls a network. */
export interface SegmentName {
  readonly kind: 'interface-description' | 'vlan-name';
  readonly text: string;
  readonly place: Place;
}

/** A connected network, or one behind a static route. */
export interface Segment {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** `connected`: hosts sit on it. `routed`: another router leads there. `upstream`: the default route does. */
  readonly kind: 'connected' | 'routed' | 'upstream';
  /** Interfaces that lead there; for people. */
  readonly via: string;
  readonly names: readonly SegmentName[];
}

/** The segments of `devices`; one prefix behind several interfaces is one segment. */
export class Segments {
  readonly all: readonly Segment[];
  readonly #byLength: readonly Segment[];

  constructor(devices: readonly Device[]) {
    const found = new Map<string, Segment>();
    for (const device of devices) {
      for (const { interface: via, range, length } of routedPrefixes(device, 'ipv4')) {
        const from = range.from as number;
        const to = range.to as number;
        const connected = via.addresses.some(
          (address) =>
            address.kind === 'static' &&
            address.length === length &&
            from <= address.address &&
            address.address <= to,
        );
        const kind = connected ? 'connected' : length === 0 ? 'upstream' : 'routed';
        const names: SegmentName[] = [];
        if (via.description !== undefined) {
          names.push({
            kind: 'interface-description',
            text: via.description,
            place: { source: device.source, span: via.span },
          });
        }
        const vlan = device.vlans.find(({ id }) => id === via.vlan);
        if (vlan !== undefined) {
          names.push({
            kind: 'vlan-name',
            text: vlan.name,
            place: { source: device.source, span: vlan.span },
          });
        }
        const key = `${from}/${length}`;
        const known = found.get(key);
        found.set(key, {
          id: known?.id ?? found.size,
          from,
          to,
          length,
          kind: known?.kind ?? kind,
          via: known?.via ?? `${device.hostname ?? device.source} ${via.name}`,
          names: [...(known?.names ?? []), ...names],
        });
      }
    }
    this.all = [...found.values()];
    this.#byLength = this.all.toSorted((a, b) => b.length - a.length || a.from - b.from);
  }

  /** The narrowest segment that holds the address. Cost grows with the number of segments. */
  at(address: number): Segment | undefined {
    return this.#byLength.find((segment) => rangesHold([segment], address));
  }
}
