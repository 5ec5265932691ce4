/** Names as somebody would choose them who wants an output to obey them, and what no output may show. */

import { readFileSync } from 'node:fs';

/** Text that no line of any output may begin with: it stands behind line ends in names. */
export const FORGED = 'FORGED proven';

/** By what they attack: the table of `fixtures/names`, which the web app is tested with too. */
export const NASTY: readonly { readonly name: string; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('../../../../fixtures/names/nasty.json', import.meta.url), 'utf8'),
) as typeof NASTY;

/** One word, as a configuration takes names. */
export function asWord(text: string): string {
  return text.replace(/[\s\u0085\u2028\u2029]/g, '_');
}

/** The rest of one line. */
export function asLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

/** As a file on this machine can be called. */
export function asFileName(text: string): string {
  return text.replaceAll('/', '_').replaceAll('\0', '_').slice(0, 100);
}

/** Everything that steers, turns or hides, but for line feeds. */
export const HIDDEN = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A router whose every name is the text, and packets for workloads of {@link NASTY_INVENTORY}. */
export function nastyConfig(text: string): string {
  const word = asWord(text);
  const line = asLine(text);
  return [
    `hostname ${word}`,
    `object-group network ${word}`,
    ` description ${line}`,
    ' host 192.0.2.7',
    ' 192.0.2.64 255.255.255.192',
    'interface GigabitEthernet0/0',
    ` description ${line}`,
    ' ip address 10.8.1.1 255.255.255.0',
    ` ip access-group ${word} in`,
    `interface ${word}`,
    ' ip address 10.8.2.1 255.255.255.0',
    ` ip access-group ${word}-unknown out`,
    `ip access-list extended ${word}`,
    ` remark ${line}`,
    ` permit tcp object-group ${word} host 10.8.2.20 eq 8080`,
    ` permit tcp host 10.8.1.10 object-group ${word} eq 443`,
    ' permit tcp host 10.8.1.10 host 10.8.2.20 eq 9090',
    ' permit tcp host 10.8.1.10 host 10.8.2.20 eq 9090',
    ' permit tcp host 10.8.1.10 host 10.8.2.30 eq 22',
    ` permit tcp any any eq 25 time-range ${word}`,
    ` permit tcp any ${line}`,
    ' deny ip any any log',
    `${line}`,
    `ip access-list standard ${word}-unused`,
    ' permit any',
    '',
  ].join('\n');
}

export const NASTY_INVENTORY = `version: 1
workloads:
  - { namespace: con, labels: { app: nul }, addresses: [10.8.1.10] }
  - { namespace: shop, labels: { app: "no" }, addresses: [10.8.2.20, 10.8.2.30] }
externals:
  - { name: aux, addresses: [192.0.2.7] }
`;
