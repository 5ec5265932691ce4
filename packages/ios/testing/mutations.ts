/** Damaged configurations: what editors, terminals, transfers and malice do to real ones. */
import fc from 'fast-check';

/** Words whose appearance in the wrong place is most likely to confuse a reader. */
const WORDS = [
  'permit',
  'deny',
  'remark',
  'no',
  'default',
  'exit',
  'end',
  'evaluate',
  'dynamic',
  'sequence',
  'any',
  'host',
  'eq',
  'range',
  'neq',
  'gt',
  'log',
  'established',
  'match-all',
  '+syn',
  'time-range',
  'reflect',
  'timeout',
  'fragments',
  'object-group',
  'addrgroup',
  'ip',
  'tcp',
  'udp',
  'icmp',
  'ipv6',
  '65536',
  '-1',
  '0',
  '4294967296',
  '10.0.0.1',
  '255.255.255.0',
  '1.2.3',
  '10.0.0.0/8',
  '300.1.1.1',
  '::',
  '2001:db8::/32',
  ':::',
  '(5 matches)',
  '(',
  ')',
  ',',
  'interface',
  'access-list',
  'ip access-list extended X',
  'ip access-group X in',
  'banner motd ^C',
  '^C',
  'certificate 01',
  'quit',
  'macro name m',
  '@',
  '!',
  'R1#',
  'R1(config)#',
  ' --More-- ',
  'object-group network G',
  'group-object G',
  'network',
  'service',
  'router',
  'route-map',
  'no ip access-list extended X',
  'resequence',
  'Extended IP access list X',
  'IPv6 access list Y',
  'ip acess-list extended X',
  'access-lists',
  'ip access group X in',
  'interface range Gi0/1 - 3',
  '% Invalid input detected',
  'do',
  'version 15.1',
  'a'.repeat(300),
  '9'.repeat(40),
  '.'.repeat(20),
];

const CHARACTERS = [
  '\n',
  '\r',
  '\r\n',
  '\r\r\n',
  '\t',
  ' ',
  '\0',
  '\b',
  '\u0007',
  '\u001b[K',
  '\u0003',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\u2013',
  '\u200b',
  '\u201c',
  '\u0430',
  '%',
  '\ud800',
  'ü',
  '"',
  '!',
  '^C',
  '/',
  ':',
  '.',
  '-',
  '+',
  '(',
  ')',
  ',',
  '#',
  '>',
  '0',
  'a',
];

type Mutation = (text: string) => string;

const at = (text: string, share: number): number => Math.floor(share * text.length);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const cut: fc.Arbitrary<Mutation> = fc.tuple(share, fc.nat(200)).map(
  ([where, length]) =>
    (text) =>
      text.slice(0, at(text, where)) + text.slice(at(text, where) + length),
);
const insertCharacter: fc.Arbitrary<Mutation> = fc.tuple(share, fc.constantFrom(...CHARACTERS)).map(
  ([where, what]) =>
    (text) =>
      text.slice(0, at(text, where)) + what + text.slice(at(text, where)),
);
const insertUnit: fc.Arbitrary<Mutation> = fc.tuple(share, fc.nat(0xffff)).map(
  ([where, code]) =>
    (text) =>
      text.slice(0, at(text, where)) + String.fromCharCode(code) + text.slice(at(text, where) + 1),
);
/** Replaces, repeats or inserts a word: the text is taken apart at its blanks. */
const changeWord: fc.Arbitrary<Mutation> = fc
  .tuple(share, fc.constantFrom(...WORDS), fc.constantFrom('replace', 'insert', 'repeat', 'drop'))
  .map(([where, word, how]) => (text) => {
    const words = text.split(/(\s+)/);
    const place = at(words.join('\0'), 0) + Math.floor(where * words.length);
    const old = words[place] ?? '';
    const changed =
      { replace: word, insert: `${old} ${word}`, repeat: `${old} ${old}`, drop: '' }[how] ?? old;
    words[place] = changed;
    return words.join('');
  });
const swapLines: fc.Arbitrary<Mutation> = fc.tuple(share, share).map(([a, b]) => (text) => {
  const lines = text.split('\n');
  const first = Math.floor(a * lines.length);
  const second = Math.floor(b * lines.length);
  const kept = lines[first] ?? '';
  lines[first] = lines[second] ?? '';
  lines[second] = kept;
  return lines.join('\n');
});
const changeLineEnds: fc.Arbitrary<Mutation> = fc
  .constantFrom('\r\n', '\r\r\n', '\r', '\n\n', ' ')
  .map((end) => (text) => text.replaceAll('\n', end));
const indent: fc.Arbitrary<Mutation> = fc
  .constantFrom('', ' ', '    ', '\t')
  .map((blanks) => (text) => text.replaceAll(/^[ \t]*/gm, blanks));
const truncate: fc.Arbitrary<Mutation> = share.map(
  (where) => (text) => text.slice(0, at(text, where)),
);

/** One to six kinds of damage, one after the other. */
export const anyDamage: fc.Arbitrary<Mutation> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: changeWord },
      { weight: 3, arbitrary: insertCharacter },
      { weight: 2, arbitrary: insertUnit },
      { weight: 2, arbitrary: cut },
      { weight: 2, arbitrary: swapLines },
      { weight: 1, arbitrary: changeLineEnds },
      { weight: 1, arbitrary: indent },
      { weight: 1, arbitrary: truncate },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((damages) => (text) => damages.reduce((damaged, damage) => damage(damaged), text));

/** Text that no device ever wrote, made of the words that a reader looks for. */
export const anySoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS, ...CHARACTERS, '\n', '\n ', '\n', ' '), { maxLength: 120 })
  .map((parts) => parts.join(' '));
