/** What a terminal of a Cisco device printed: lines without prompts, echoes, time stamps and the marks of its pager. */
import type { SourceText } from '@aclift/diagnostics';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { skipped } from './record.ts';
import type { SourceRecord } from './record.ts';

const PROMPT =
  /^[\w.:/()@-]+[>#]\s*(?:$|(?:sh(?:o|ow)?|do|term(?:inal)?|exit|end|en(?:able)?|quit|more|conf)\b)/i;
const PAGER = /^[\s\b]*<?-+\s*more\s*-+>?[\s\b]*/i;
/** `Wed Jan  1 22:02:56.878 UTC`, `Load for five secs …`, `Time source is NTP …`. */
const STAMP =
  /^\s*(?:[*.]?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d+:\d\d:\d\d|Load for five secs|Time source is)/;

/** A line that says something, or the prompt before the next command. */
export interface DeviceLine extends Line {
  readonly isPrompt: boolean;
}

/** The lines that say something, the prompts between them, and a record where the output stops at the pager. */
export function deviceLines({ text }: SourceText): {
  readonly lines: readonly DeviceLine[];
  readonly cut: readonly SourceRecord[];
} {
  const lines: DeviceLine[] = [];
  let pager: Line | undefined;
  for (const line of linesOf(text)) {
    const rest = line.text.replace(PAGER, '');
    if (rest !== line.text && rest.trim() === '') {
      pager = line;
      continue;
    }
    if (rest.trim() === '' || STAMP.test(rest)) continue;
    pager = undefined;
    lines.push({ text: rest, span: line.span, isPrompt: PROMPT.test(rest) });
  }
  const cut = pager === undefined ? [] : [skipped(pager.span, pager.text, 'pages-missing')];
  return { lines, cut };
}

/** A MAC address as Cisco writes it, small: `0050.56aa.0011`. Undefined: it is none, or all zeros. */
export function macText(text: string): string | undefined {
  const digits = text.toLowerCase().replaceAll(/[.:-]/g, '');
  if (!/^[0-9a-f]{12}$/.test(digits) || /^0+$/.test(digits)) return undefined;
  return (digits.match(/.{4}/g) ?? []).join('.');
}

const LONG: Readonly<Record<string, string>> = {
  BD: 'BDI',
  BE: 'Bundle-Ether',
  BV: 'BVI',
  Di: 'Dialer',
  Et: 'Ethernet',
  Eth: 'Ethernet',
  Fa: 'FastEthernet',
  Fo: 'FortyGigabitEthernet',
  Gi: 'GigabitEthernet',
  Hu: 'HundredGigE',
  Po: 'Port-channel',
  Te: 'TenGigabitEthernet',
  Tu: 'Tunnel',
  Twe: 'TwentyFiveGigE',
  Vl: 'Vlan',
};

/** The long name of an interface, as ARP tables have it: `Vl20` is `Vlan20`. */
export function interfaceName(text: string): string {
  const [, short = '', number = ''] = /^([A-Za-z]+)(\d.*)$/.exec(text) ?? [];
  return short !== '' && Object.hasOwn(LONG, short) ? `${LONG[short] ?? short}${number}` : text;
}
