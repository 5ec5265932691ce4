/** Targets that nobody wrote a report for: every page and command asks them, and none speaks of another target. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGET_NAMES, TARGETS, type TargetAudit, type TargetProfile } from '@aclift/core';
import { md } from '@aclift/diagnostics/markdown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acliftIn } from './testing/run-aclift.ts';

/** The registry as what it is at run time: two more targets stand in it while this file runs. */
const registry = TARGETS as Record<string, TargetProfile>;
const names = TARGET_NAMES as string[];

// What they write has to be read back, so each writes objects that there is a reader for, and says all else in its own words.
function register(): void {
  const said = {
    objects: 'WaterRule',
    limits: () => ['Water is compared in litres.'],
    rollout: {
      needs: 'a keeper of the lock',
      after: md`After: the gauge stands still.`,
      kinds: 'waterrules',
      clusterKinds: 'waterlaws',
    },
  };
  const audit = {
    ...(TARGETS.cilium.audit as TargetAudit),
    mode: "the keeper's dry run",
    turnOn: md`Close the dry lock.`,
    watch: md`Watch the gauge.`,
    turnOff: md`Open the dry lock.`,
  };
  const namesNeedLookup = 'because water learns names so.';
  registry['sluice'] = { ...TARGETS.networkpolicy, ...said };
  registry['weir'] = { ...TARGETS.cilium, ...said, audit, namesNeedLookup };
  names.push('sluice', 'weir');
}

function unregister(): void {
  delete registry['sluice'];
  delete registry['weir'];
  names.splice(-2);
}

const FOLDER = fileURLToPath(new URL('../../../fixtures/scenarios/', import.meta.url));
const scenarios = readdirSync(FOLDER).map((name) => ({ name, files: join(FOLDER, name) }));

/** Words of the two targets that there are. Objects have their kinds and fields all the same, and options name targets. */
const OTHERS = /cilium|network ?polic|hubble|\bcnp\b/i;
const KIND = /\b(?:NetworkPolicy|Cilium(?:(?:Clusterwide)?NetworkPolicy|CIDRGroup))\b/.source;
const FIELD = new RegExp(
  `"?kind"?: "?${KIND}|[|] ${KIND} [|]|<p>${KIND}(?: for|:)|[\\w:.]*\\bio\\.cilium\\.[\\w./]+|\\bcilium\\.io/\\w+|--target cilium or weir`,
  'g',
);

let folder = '';
beforeAll(() => {
  register();
  folder = mkdtempSync(join(tmpdir(), 'aclift-third-'));
});
afterAll(() => {
  unregister();
  rmSync(folder, { recursive: true });
});

/** Lines of what a command prints and writes that name another target. */
function strange(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => OTHERS.test(line.replaceAll(FIELD, '')));
}

function inputs(files: string): readonly string[] {
  const all = readdirSync(files);
  return [
    ...all.filter((file) => file.endsWith('.cfg')).map((file) => join(files, file)),
    '-i',
    join(files, 'inventory.yaml'),
  ];
}

describe.each([
  { target: 'sluice', more: [] },
  { target: 'weir', more: ['--audit'] },
])('migrate -t $target speaks of no other target', ({ target, more }) => {
  test.each(scenarios)('$name', async ({ name, files }) => {
    const out = `${target}-${name}`;
    const run = await acliftIn(folder, [
      'migrate',
      ...inputs(files),
      '-t',
      target,
      '-o',
      out,
      ...more,
    ]);
    const written = readdirSync(join(folder, out), { recursive: true, withFileTypes: true });
    const texts = written
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(strange([run.out, run.err, ...texts])).toEqual([]);
    const html = readFileSync(join(folder, out, 'report.html'), 'utf8');
    expect(html).toMatch(/<h1>[^<]* to WaterRule<\/h1>/);
  });
});

const campus = inputs(join(FOLDER, 'campus'));

test('rollout.md says what the target says', () => {
  const rollout = readFileSync(join(folder, 'weir-campus', 'rollout.md'), 'utf8');
  for (const words of [
    'The cluster runs a keeper of the lock.',
    'After: the gauge stands still.',
    'kubectl delete waterrules -n shop',
    'Close the dry lock.',
    'Watch the gauge.',
    'Open the dry lock.',
  ]) {
    expect(rollout).toContain(words);
  }
});

test('--audit is refused for a target without an audit mode, and names those that have one', async () => {
  const { code, err } = await acliftIn(folder, ['migrate', ...campus, '-t', 'sluice', '--audit']);
  expect(code).toBe(2);
  expect(err).toContain('--audit needs --target cilium or weir: a WaterRule has no audit mode');
});

test.each([
  [
    'trace',
    [
      'trace',
      '--from',
      '10.10.20.10',
      '--to',
      '10.10.30.10',
      '--port',
      '5432/tcp',
      '--config',
      ...campus,
    ],
  ],
  ['suggest --refine', ['suggest', '--refine', ...campus]],
])('%s drafts for it and speaks of no other', async (_, args) => {
  const { code, out, err } = await acliftIn(folder, [...args, '-t', 'sluice']);
  expect([0, 1]).toContain(code);
  expect(out).not.toBe('');
  expect(strange([out, err])).toEqual([]);
});

test.each(['migrate', 'trace', 'replay', 'suggest'])('%s offers it', async (command) => {
  const { out } = await acliftIn(folder, [command, '--help']);
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    '(choices: "networkpolicy", "cilium", "sluice", "weir", default: "networkpolicy")',
  );
});
