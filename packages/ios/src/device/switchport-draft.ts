/** What the `switchport` lines of one interface say. Whether it is a port of layer 2 is decided at the end. */
import type { Switchport, VlanRange } from '@aclift/ir';

export class SwitchportDraft {
  /** `switchport`, `no switchport`; undefined: neither stands there. */
  on: boolean | undefined;
  /** Whether any line with `switchport` in front says something of the port. */
  seen = false;
  /** Undefined: negotiated, or one that no mode of the IR stands for. */
  mode: 'access' | 'trunk' | undefined;
  /** A number, or the name of a VLAN. */
  access: number | string | undefined;
  /** `switchport access vlan dynamic`: assigned outside the text. */
  dynamicVlan = false;
  /** One port of a private VLAN. */
  privateVlan = false;
  voiceVlan: number | undefined;
  nativeVlan: number | undefined;
  trunkVlans: readonly VlanRange[] | undefined;

  /** Takes over what a template says and no line of the interface does. */
  inherit(template: SwitchportDraft): void {
    this.on ??= template.on;
    this.seen ||= template.seen;
    this.mode ??= template.mode;
    if (this.access === undefined && !this.dynamicVlan) {
      this.access = template.access;
      this.dynamicVlan = template.dynamicVlan;
    }
    this.privateVlan ||= template.privateVlan;
    this.voiceVlan ??= template.voiceVlan;
    this.nativeVlan ??= template.nativeVlan;
    this.trunkVlans ??= template.trunkVlans;
  }

  /** @param vlanOf the number of a VLAN's name; undefined: no such VLAN. */
  finish(vlanOf: (name: string) => number | undefined): Switchport {
    const { access, mode, nativeVlan, trunkVlans, voiceVlan } = this;
    const vlan = typeof access === 'string' ? vlanOf(access) : access;
    const unnamed = access !== undefined && vlan === undefined;
    const unknown = this.dynamicVlan || this.privateVlan || unnamed;
    return {
      ...(mode !== undefined && { mode }),
      ...(vlan !== undefined && !unknown && { accessVlan: vlan }),
      ...(unknown && { unknownVlan: true }),
      ...(voiceVlan !== undefined && { voiceVlan }),
      ...(trunkVlans !== undefined && { trunkVlans }),
      ...(nativeVlan !== undefined && { nativeVlan }),
    };
  }
}
