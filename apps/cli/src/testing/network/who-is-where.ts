/** Who is attached to what: routers (a device once for each VRF), their live interfaces, and the place of an address. */
import {
  type AddressData,
  baseOf,
  type DeviceData,
  holds,
  type InterfaceData,
  isBroadcast,
  type NetworkData,
  sameSubnet,
} from './network-data.ts';

/** A device's table: the global one, or that of a VRF. */
export interface Router {
  readonly device: DeviceData;
  readonly vrf: string | undefined;
  /** Live interfaces with an address, own or borrowed. */
  readonly attachments: readonly Attachment[];
}

/** A live interface of layer 3 on its segment. */
export interface Attachment {
  readonly router: Router;
  readonly interface: InterfaceData;
  readonly segment: string;
}

/** Somewhere an unlisted router is known to be: a next hop that no device has, or whoever speaks a protocol there. */
export interface Exit {
  readonly segment: string;
  /** Absent: the text does not say which address it has. */
  readonly address?: number;
  /** The subnet that it shares with the device that knows it. Absent: the link has none. */
  readonly subnet?: AddressData;
}

export function exitKey({ segment, address }: Exit): string {
  return `${segment} ${address ?? 'anyone'}`;
}

/** The routers of a network. An interface that is shut down, or has no address, does not exist. */
export function routersOf(network: NetworkData): readonly Router[] {
  return network.devices.flatMap((device) => {
    const live = device.interfaces.filter(isLive);
    return [...new Set(live.map(({ vrf }) => vrf))].map((vrf): Router => {
      const attachments: Attachment[] = [];
      const router: Router = { device, vrf, attachments };
      for (const data of live) {
        if (data.vrf === vrf && data.segment !== undefined) {
          attachments.push({ router, interface: data, segment: data.segment });
        }
      }
      return router;
    });
  });
}

function isLive(data: InterfaceData): boolean {
  const hasAddress = data.addresses.length > 0 || data.unnumbered !== undefined;
  return !data.shutdown && data.kind !== 'port' && data.kind !== 'parent' && hasAddress;
}

/** Whether packets to the address are for this interface's router: its own, a virtual one, or a broadcast. */
export function ownsAt(attachment: Attachment, address: number): boolean {
  const { addresses, virtual } = attachment.interface;
  return (
    addresses.some((own) => own.address === address || isBroadcast(own, address)) ||
    virtual.some((own) => own.address === address)
  );
}

export function owns(router: Router, address: number): boolean {
  return router.attachments.some((attachment) => ownsAt(attachment, address));
}

/** Longest subnet of the router that holds the address. */
export function connectedTo(
  router: Router,
  address: number,
): { readonly subnet: AddressData; readonly via: Attachment } | undefined {
  let best: { subnet: AddressData; via: Attachment } | undefined;
  for (const via of router.attachments) {
    for (const subnet of via.interface.addresses) {
      if (holds(subnet, address) && subnet.length > (best?.subnet.length ?? -1)) {
        best = { subnet, via };
      }
    }
  }
  return best;
}

export function hasSubnet({ interface: { addresses } }: Attachment, subnet: AddressData): boolean {
  return addresses.some((own) => sameSubnet(own, subnet));
}

/** Where an address lives, before any route is looked at. */
export interface Place {
  /** Routers whose own address it is. */
  readonly owners: readonly Router[];
  /** Segments on whose subnet it is, and where no router has it. */
  readonly segments: readonly { readonly segment: string; readonly subnet: AddressData }[];
  /** The connected subnet that it is in. */
  readonly prefix?: AddressData;
}

/** Longest connected prefix of all devices; in VRFs with equal prefixes that may be several segments. */
export function placeOf(routers: readonly Router[], address: number): Place {
  const attachments = routers.flatMap((router) => router.attachments);
  const owners = routers.filter((router) => owns(router, address));
  let longest = -1;
  let prefix: AddressData | undefined;
  const segments = new Map<string, AddressData>();
  for (const attachment of attachments) {
    for (const subnet of attachment.interface.addresses) {
      if (!holds(subnet, address) || subnet.length < longest) continue;
      if (subnet.length > longest) segments.clear();
      longest = subnet.length;
      prefix = { address: baseOf(subnet), length: subnet.length };
      segments.set(attachment.segment, subnet);
    }
  }
  for (const attachment of attachments) {
    if (ownsAt(attachment, address)) segments.delete(attachment.segment);
  }
  return {
    owners,
    segments: [...segments].map(([segment, subnet]) => ({ segment, subnet })),
    ...(prefix === undefined ? {} : { prefix }),
  };
}
