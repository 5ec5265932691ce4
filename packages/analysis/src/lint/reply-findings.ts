/** Permits whose answers the list in the other direction of the same interface drops, as findings. */
import type { Device } from '@aclift/ir';
import { type DeviceList, unansweredLines } from '@aclift/lists';
import type { Finding } from './finding.ts';
import { lineFinding } from './line-finding.ts';

/** @param nodeLimit most diagram nodes for a pair of lists; pairs that need more are left out. */
export function replyFindings(
  device: Device,
  lists: readonly DeviceList[],
  nodeLimit: number,
): readonly Finding[] {
  return unansweredLines(device, lists, nodeLimit).map(({ list, span, other, interface: via }) => {
    const { name, family } = list.acl;
    const facts = { list: name, other, interface: via };
    const said = { code: 'lint/one-way-permit', facts } as const;
    return lineFinding({ source: device.source, family, name }, span, said);
  });
}
