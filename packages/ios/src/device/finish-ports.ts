/** Which interfaces are ports of layer 2, once all lines have been read. */
import type { Interface, Switchport } from '@aclift/ir';
import type { InterfaceDraft } from './interface-draft.ts';
import { InterfaceNames } from './interface-names.ts';

/** Interfaces that may be ports of a switch: `GigabitEthernet1/0/1`, `Te1/1`, `Port-channel1`; no subinterfaces. */
const ETHERNET =
  /^(?:[a-z]*ethernet|[a-z]*gige|port-channel|(?:fa|gi|te|tw|fo|hu|eth?|po)(?=\d))[\d/: ]+$/i;
const SVI = /^vlan\d+$/i;

/** Whether an interface of that name may be a port of a switch. */
export function isEthernet(name: string): boolean {
  return ETHERNET.test(name);
}

/**
 * Adds `switchport`. An interface is a port if it says so; if it has only settings of ports and no address; or if it says
 * nothing at all and stands on a switch, where that is what ports are by default (one that routes says `no switchport`,
 * and `no ip address` if it has none). Members of a channel are what the channel is.
 */
export function finishPorts(
  drafts: readonly InterfaceDraft[],
  interfaces: readonly Interface[],
  vlanOf: (name: string) => number | undefined,
): readonly Interface[] {
  const isSwitch = drafts.some(
    ({ name, switchport: { on, seen } }) => on ?? (seen || SVI.test(name)),
  );
  if (!isSwitch) return interfaces;
  const parents = new Set(drafts.map(({ name }) => /^(.*)\.\d+$/.exec(name)?.[1]?.toLowerCase()));
  const ports = interfaces.map((at, index): Switchport | undefined => {
    const draft = drafts[index];
    if (draft === undefined) return undefined;
    const { on, seen } = draft.switchport;
    const routed = at.addresses.length > 0 || at.vrf !== undefined;
    const plain = isEthernet(at.name) && !draft.unaddressed && !parents.has(at.name.toLowerCase());
    return (on ?? (!routed && (seen || plain))) ? draft.switchport.finish(vlanOf) : undefined;
  });
  const names = new InterfaceNames(interfaces.map(({ name }) => name));
  const portOf = new Map(interfaces.map(({ name }, at) => [name, ports[at]]));
  return interfaces.map((at, index) => {
    let port = ports[index];
    const draft = drafts[index];
    if (draft?.channelGroup !== undefined) {
      const [channel] = names.find(`port-channel${draft.channelGroup}`);
      const { on, seen } = draft.switchport;
      const own = seen || on === true ? port : undefined;
      if (channel !== undefined) {
        const shared = portOf.get(channel);
        port = shared === undefined ? undefined : (own ?? shared);
      }
    }
    return port === undefined ? at : { ...at, switchport: port };
  });
}
