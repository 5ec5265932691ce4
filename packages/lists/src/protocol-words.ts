/** Protocols by the words that people write in lists. */
import type { Family } from '@aclift/ir';
import { ICMP, ICMPV6, protocolName, SCTP, TCP, UDP } from '@aclift/verify';

/** Protocols without ports and messages that lists name. @see IANA Protocol Numbers; the words are those of IOS. */
const OTHERS: Readonly<Record<string, number>> = {
  igmp: 2,
  ipinip: 4,
  gre: 47,
  esp: 50,
  ahp: 51,
  eigrp: 88,
  ospf: 89,
  nos: 94,
  pim: 103,
  pcp: 108,
};

const BY_WORD: ReadonlyMap<string, number> = new Map([
  ...Object.entries({ icmp: ICMP, tcp: TCP, udp: UDP, icmpv6: ICMPV6, sctp: SCTP }),
  ...Object.entries(OTHERS),
]);

/** The word that people write, or `protocol N` where there is none. */
export function protocolWord(family: Family, protocol: number): string {
  const name = protocolName(family, protocol);
  if (!/^\d+$/.test(name)) return name;
  return (
    Object.entries(OTHERS).find(([, number]) => number === protocol)?.[0] ?? `protocol ${name}`
  );
}

/** The number of a word in any case, or of a number as text; undefined for what is no protocol. */
export function protocolOf(text: string): number | undefined {
  const word = BY_WORD.get(text.toLowerCase());
  if (word !== undefined) return word;
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;
}
