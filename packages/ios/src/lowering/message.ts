/** ICMP and IGMP messages of an entry. */
import type { Condition, IcmpMatch } from '@aclift/ir';
import type { OptionParts } from '../grammar/parts.ts';
import { Integer, wordOf } from '@aclift/dialect-kit';
import {
  ICMP6_NAMES,
  ICMP_NAMES,
  NEWER_ICMP6_NAMES,
  NEWER_ICMP_NAMES,
} from '../names/icmp-names.ts';
import { IGMP_NAMES } from '../names/igmp-names.ts';
import { inRange } from './number.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

// echo   host-unreachable   8 0   3
export function lowerIcmp(option: OptionParts, reading: Reading): IcmpMatch | undefined {
  const { head } = option;
  const [codeToken] = option.values;
  const span = spanOver(reading, head, codeToken ?? head);
  if (head.tokenType === Integer) {
    const type = inRange(head, 'ICMP type', 0, 255, reading);
    if (type === undefined) return undefined;
    if (codeToken === undefined) return { type, span };
    const code = inRange(codeToken, 'ICMP code', 0, 255, reading);
    return code === undefined ? undefined : { type, code, span };
  }
  if (codeToken !== undefined) {
    reading.report.add('ios/unexpected-word', spanOf(reading, codeToken), {
      word: codeToken.image,
      expected: 'option',
    });
    return undefined;
  }
  const word = wordOf(head);
  const name =
    reading.family === 'ipv4'
      ? (ICMP_NAMES.get(word) ?? NEWER_ICMP_NAMES.get(word))
      : (ICMP6_NAMES.get(word) ?? NEWER_ICMP6_NAMES.get(word));
  if (name === undefined) {
    reading.report.add('ios/unknown-value', spanOf(reading, head), {
      word: head.image,
      what: reading.family === 'ipv4' ? 'ICMP message' : 'ICMPv6 message',
    });
    return undefined;
  }
  return { ...name, span };
}

// v2host-report   2
export function lowerIgmp(option: OptionParts, reading: Reading): Condition | undefined {
  const { head } = option;
  const [extra] = option.values;
  if (extra !== undefined) {
    reading.report.add('ios/unexpected-word', spanOf(reading, extra), {
      word: extra.image,
      expected: 'option',
    });
    return undefined;
  }
  const span = spanOf(reading, head);
  if (head.tokenType === Integer) {
    const index = inRange(head, 'IGMP message', 0, 15, reading);
    return index === undefined ? undefined : { kind: 'igmp', index, span };
  }
  const index = IGMP_NAMES.get(wordOf(head));
  if (index === undefined) {
    reading.report.add('ios/unknown-value', span, { word: head.image, what: 'IGMP message' });
    return undefined;
  }
  return { kind: 'igmp', index, span };
}
