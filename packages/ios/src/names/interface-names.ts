/**
 * Names of interfaces as the device stores them: it writes kinds out that people shorten, so `Gi0/1`, `gig 0/1` and
 * `GigabitEthernet0/1` are one interface.
 */

/** Kinds with the shortest form that is taken for them. Where two fit, the first is meant. */
const KINDS: readonly (readonly [kind: string, shortest: number])[] = [
  ['FastEthernet', 1],
  ['GigabitEthernet', 1],
  ['Ethernet', 1],
  ['Serial', 1],
  ['TenGigabitEthernet', 2],
  ['TwoGigabitEthernet', 2],
  ['TwentyFiveGigE', 3],
  ['FiveGigabitEthernet', 2],
  ['FortyGigabitEthernet', 2],
  ['FourHundredGigE', 3],
  ['HundredGigE', 2],
  ['AppGigabitEthernet', 2],
  ['Loopback', 2],
  ['Vlan', 2],
  ['Port-channel', 2],
  ['Tunnel', 2],
  ['Dialer', 2],
  ['Multilink', 2],
  ['Null', 2],
  ['Async', 2],
  ['Cellular', 2],
  ['BDI', 3],
  ['BVI', 3],
  ['ATM', 3],
  ['POS', 3],
  ['Virtual-Template', 9],
  ['VirtualPortGroup', 8],
];

/**
 * The name with its kind written out; a kind that is not known stays as it is.
 * @param name kind and number without a blank between: `gi0/1.10`.
 */
export function storedName(name: string): string {
  const [, kind = '', number = ''] = /^([A-Za-z-]*)(.*)$/s.exec(name) ?? [];
  const lower = kind.toLowerCase();
  const whole = KINDS.find(([known]) => known.toLowerCase() === lower);
  const found =
    whole ??
    KINDS.find(
      ([known, shortest]) => lower.length >= shortest && known.toLowerCase().startsWith(lower),
    );
  return found === undefined || number === '' ? name : found[0] + number;
}

/** What equal names of interfaces have in common. */
export function interfaceKey(name: string): string {
  return storedName(name).toLowerCase();
}
