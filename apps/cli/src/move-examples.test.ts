/** The worked examples of a move, each planned for both targets: what is typed, what is written and said, and that every state is proven. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/move/examples');

/** Lines that have to be among the commands, and codes among what is said. */
const EXAMPLES: readonly {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly said?: readonly string[];
  readonly args?: readonly string[];
}[] = [
  {
    name: '01-masqueraded-exit',
    before: ['K8S-IN: 15 permit tcp 10.20.0.0 0.0.0.255 host 198.51.100.7 eq 443'],
    after: ['WEB-IN: no 10'],
    said: ['move/shared-exit'],
  },
  {
    name: '02-egress-gateway',
    before: ['K8S-IN: 15 permit tcp host 10.20.9.5 host 198.51.100.7 eq 443'],
    after: ['WEB-IN: no 10'],
  },
  {
    name: '03-port-translation',
    before: [
      'OUT-IN: 11 permit tcp any host 10.30.0.10 eq 443',
      'K8S-IN: 5 permit tcp host 10.30.0.10 eq 443 any established',
    ],
    after: ['OUT-IN: no 10'],
  },
  {
    name: '04-image-of-a-deny',
    before: ['OUT-IN: 11 deny tcp any 10.244.5.0 0.0.0.15 eq 22'],
    after: [],
  },
  {
    name: '05-shadowed-image',
    before: ['OUT-IN: 5 permit tcp any host 10.30.0.10 eq 443'],
    after: ['OUT-IN: no 20'],
  },
  {
    name: '06-kept-address',
    before: ['K8S-OUT: 5 permit tcp any host 10.1.10.100 eq 443'],
    after: ['WEB-OUT: no 10'],
  },
  {
    name: '07-translation-on-the-router',
    before: ['K8S-OUT: 5 permit tcp any host 10.30.0.10 eq 443'],
    after: [],
  },
  {
    name: '08-both-ends-move',
    before: ['DB-OUT: 11 permit tcp 10.20.0.0 0.0.0.255 host 10.1.30.31 eq 5432'],
    after: ['DB-OUT: no 10', 'DB-OUT: no 11'],
    said: ['move/two-waves'],
    args: ['--wave', 'shop/web', '--wave', 'shop/db'],
  },
  {
    name: '09-hairpin',
    before: ['K8S-OUT: 16 permit tcp 192.0.2.0 0.0.0.255 host 10.1.10.100 eq 443'],
    after: [],
    said: ['move/hairpin-identity-lost', 'core/hairpin-identity-lost'],
    args: ['--wave', 'shop/web,shop/api'],
  },
  { name: '10-two-devices', before: [], after: ['CORE-IN: no 10'], said: ['move/no-list-on-path'] },
  {
    name: '11-ranges-reopened',
    before: [],
    after: ['WEB-OUT: no 10'],
    said: ['core/entry-open', 'core/entry-node-port'],
  },
  {
    name: '12-numbered-without-room',
    before: [
      '101: 15 permit tcp any host 10.30.0.10 eq 443',
      '101: 25 permit tcp any host 10.30.0.10 eq www',
    ],
    after: ['101: no 10', '101: no 20'],
  },
  {
    name: '13-re-homed-dns',
    before: ['K8S-IN: 5 permit udp 10.20.0.0 0.0.0.255 host 10.9.9.9 eq domain'],
    after: ['WEB-IN: no 10'],
  },
  {
    name: '14-exit-by-destination',
    before: [
      'K8S-IN: 13 permit tcp 10.244.0.0 0.0.255.255 host 10.9.0.5 eq 443',
      'K8S-IN: 16 permit tcp 10.20.0.0 0.0.0.255 host 198.51.100.7 eq 443',
    ],
    after: ['WEB-IN: no 10', 'WEB-IN: no 20'],
  },
];

/** `LIST: line` of commands, list by list. */
function typed(text: string): readonly string[] {
  let list = '';
  return text.split('\n').flatMap((line) => {
    const header = /^ip access-list extended (\S+)/.exec(line);
    if (header !== null) list = header[1] ?? '';
    return line.startsWith(' ') ? [`${list}: ${line.trim()}`] : [];
  });
}

describe.each(EXAMPLES)('example $name', ({ after, args = [], before, name, said = [] }) => {
  const files = Object.fromEntries(
    readdirSync(join(FOLDER, name))
      .filter((file) => /\.(?:cfg|yaml)$/.test(file))
      .map((file) => [file, readFileSync(join(FOLDER, name, file), 'utf8')]),
  );
  const configs = Object.keys(files).filter((file) => file.endsWith('.cfg'));

  test.each(['networkpolicy', 'cilium'])('for %s', async (target) => {
    using place = new Workplace(files);
    const { code, out } = await place.run(
      'move',
      'plan',
      ...configs,
      '-i',
      'inventory.yaml',
      '-t',
      target,
      '-o',
      'plan',
      ...args,
    );
    expect(code).toBe(0);
    const root = join(place.folder, 'plan');
    const all = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ios|yaml)$/.test(file) && !file.includes('inventory-'))
      .toSorted();
    const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
    const of = (kind: string): readonly string[] =>
      all.filter((file) => file.endsWith(`/${kind}.ios`)).flatMap((file) => typed(textOf(file)));
    expect(of('before')).toEqual(expect.arrayContaining([...before]));
    expect(of('after')).toEqual(expect.arrayContaining([...after]));
    const plan = textOf('plan.md');
    for (const finding of said) expect(plan).toContain(finding);
    expect(plan).not.toContain('**fails**');
    const golden = [
      out,
      plan,
      ...all
        .filter((file) => !file.endsWith('kustomization.yaml'))
        .map((file) => `--- ${file}\n${textOf(file)}`),
    ].join('\n');
    await expect(golden).toMatchFileSnapshot(join(FOLDER, name, `golden-${target}.txt`));
  });
});
