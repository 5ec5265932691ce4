/** Names as somebody would choose them who wants an output to obey them, and what no output may show. */

/** Text that no line of any output may begin with: it stands behind line ends in names. */
export const FORGED = 'FORGED proven';

/** By what they attack. */
export const NASTY: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'a terminal, by sequences', text: '\u001b[2J\u001b]0;x\u0007\u001b[8mx' },
  { name: 'a terminal, by sequences of one character', text: 'x\u009b31m\u0090x' },
  { name: 'strings that end at NUL', text: 'x\u0000y\u0008z\u007f' },
  { name: 'the direction of writing', text: 'x\u202egpj.exe\u202c\u2066y\u2069\u061c' },
  { name: 'the eye, by what has no width', text: 'a\u200bd\u200cm\u2060i\ufeffn\u00ad\u{e0061}' },
  { name: 'lines', text: `x\r\n${FORGED}` },
  { name: 'lines, by other separators', text: `x\u2028${FORGED}\u2029y\u0085${FORGED}` },
  { name: 'HTML', text: '</td></table><script>alert(1)</script><img/src=x/onerror=alert(1)>' },
  { name: 'attributes', text: `"onmouseover="alert(1)"'x='` },
  { name: 'entities', text: '&lt;b&gt;&#60;i&#62;' },
  { name: 'tables', text: 'x|y||z|' },
  { name: 'code', text: '`x``y```z' },
  { name: 'links', text: '[report](javascript:alert(1))![i](//192.0.2.1/i.png)' },
  { name: 'links that renderers find', text: 'https://x.example/y,www.x.example,me@x.example' },
  { name: 'emphasis', text: '**x**__y__~~z~~*a*_b_$c$' },
  { name: 'headings and lists', text: '#x' },
  { name: 'placeholders', text: '{0}{x}${y}%s%n' },
  { name: 'YAML, by an alias', text: '*x' },
  { name: 'YAML, by an anchor', text: '&x' },
  { name: 'YAML, by a word for false', text: 'no' },
  { name: 'YAML, by a comment', text: 'x#y' },
  { name: 'YAML, by structure', text: '{a:[b,"c' },
  { name: 'YAML, by a tag', text: '!!js/function' },
  { name: 'tables of numbers', text: '=1+HYPERLINK("x")' },
  { name: 'tables of numbers, by other signs', text: '@SUM(1+1)' },
  { name: 'tables of numbers, by a sign', text: '-2+3' },
  { name: 'folders', text: '../../x' },
  { name: 'folders, by the other slash', text: String.raw`..\..\x` },
  { name: 'devices of Windows', text: 'NUL' },
  { name: 'widths', text: 'x'.repeat(300) },
  { name: 'nobody', text: 'Büro-東京-😀' },
];

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
  return text.replace(/[/\u0000]/g, '_').slice(0, 100);
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
