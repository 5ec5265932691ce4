/** Places that packets come through: interfaces with the lists bound to them. */
import type { Device, Direction, Family, Interface } from '@aclift/ir';
import { listId } from '@aclift/verify';

/** One place that packets come through: an interface with the lists bound to it. */
export interface Attachment {
  readonly device: Device;
  readonly interface: Interface;
}

/** Names may repeat: two devices of one hostname, or none. Sources and interfaces together do not. */
export function attachmentKey({ device, interface: via }: Attachment): string {
  return `${device.source} ${device.interfaces.indexOf(via)}`;
}

/** For people: the device's name, or its file, and the interface. */
export function attachmentName({ device, interface: via }: Attachment): string {
  return `${device.hostname ?? device.source} ${via.name}`;
}

/** Every interface that is not shut down. */
export function upAttachments(devices: readonly Device[]): readonly Attachment[] {
  return devices.flatMap((device) =>
    device.interfaces.filter((i) => !i.shutdown).map((via) => ({ device, interface: via })),
  );
}

/** Whether `name` means the interface: its own name, or `device:interface`. */
export function isCalled({ device, interface: via }: Attachment, name: string): boolean {
  return name === via.name || name === `${device.hostname ?? device.source}:${via.name}`;
}

/** Ids of the lists that packets through any of the attachments meet in a direction. */
export function boundIds(
  attachments: readonly Attachment[],
  family: Family,
  direction: Direction,
): string[] {
  const ids = attachments.flatMap(({ device, interface: via }) =>
    via.bindings
      .filter((binding) => binding.family === family && binding.direction === direction)
      .map(({ list }) => listId(device.source, family, list)),
  );
  return [...new Set(ids)].toSorted();
}
