/** From suggestions to an accepted inventory: files as a user has them, and drafts as they should become. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Suggestion, SuggestReport } from '@aclift/suggest';
import { readDecisions } from '@aclift/inventory';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askReviews, type Prompts } from './ask-reviews.ts';
import { acliftIn, type Run } from './testing/run-aclift.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const CAMPUS = ['campus-rtr.cfg', '-i', 'inventory.yaml', '--hosts', 'hosts'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-review-'));
  cpSync(`${FIXTURES}suggest/campus`, folder, { recursive: true });
  cpSync(`${FIXTURES}scenarios/campus/campus-rtr.cfg`, join(folder, 'campus-rtr.cfg'));
  cpSync(`${FIXTURES}scenarios/campus/inventory.yaml`, join(folder, 'complete.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function aclift(...args: string[]): Promise<Run> {
  return acliftIn(folder, [...args]);
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** All drafts of a folder, by path. */
function drafts(out: string): Readonly<Record<string, string>> {
  const policies = join(folder, out, 'policies');
  const paths = readdirSync(policies, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Object.fromEntries(
    paths.map((path) => [path.slice(policies.length), readFileSync(path, 'utf8')]),
  );
}

const suggestions = async (): Promise<readonly Suggestion[]> =>
  (JSON.parse((await aclift('suggest', ...CAMPUS, '--json')).out) as SuggestReport).suggestions;

describe('the campus inventory without half of its workloads', () => {
  test('leads to the drafts of the complete one, through suggestions that are accepted', async () => {
    await aclift('migrate', 'campus-rtr.cfg', '-i', 'complete.yaml', '-o', 'wanted');
    await aclift('migrate', 'campus-rtr.cfg', '-i', 'inventory.yaml', '-o', 'before');
    expect(drafts('before')).not.toEqual(drafts('wanted'));
    const { code, out } = await aclift('suggest', ...CAMPUS, '--accept-above', '0.8');
    expect(code).toBe(0);
    expect(out).toContain('4 entries leave needs-decision');
    await aclift('migrate', 'campus-rtr.cfg', '-i', 'inventory.yaml', '-o', 'after');
    expect(drafts('after')).toEqual(drafts('wanted'));
  }, 30_000);

  test('keeps every line of the inventory, and gives the reason above each new entry', async () => {
    const before = read('inventory.yaml').split('\n');
    await aclift('suggest', ...CAMPUS, '--accept', '10.10.20.21-10.10.20.26');
    const after = read('inventory.yaml').split('\n');
    const at = after.findIndex((line) => line.includes('# accepted from aclift suggest'));
    const [reason, ...entry] = after.splice(at, 4);
    expect(after).toEqual(before);
    expect(reason).toMatch(/ {2}# accepted from aclift suggest \(\d+ %\): .*catalog1/);
    expect(entry).toEqual([
      '  - namespace: shop',
      '    labels: { app: catalog, tier: backend }',
      '    addresses: [10.10.20.21-10.10.20.26]',
    ]);
  });

  test('--dry-run says what would change and changes nothing', async () => {
    const before = read('inventory.yaml');
    const { out } = await aclift('suggest', ...CAMPUS, '--accept-above', '0.8', '--dry-run');
    expect(out).toMatch(/4 entries leave needs-decision; drafts: \d+ new, \d+ changed, \d+ gone/);
    expect(out).toContain('Nothing was written.');
    expect(read('inventory.yaml')).toBe(before);
    expect(existsSync(join(folder, 'decisions.yaml'))).toBe(false);
  });

  test('addresses of a workload that is known become more addresses of it', async () => {
    writeFileSync(
      join(folder, 'inventory.yaml'),
      read('complete.yaml').replace(
        '[10.10.20.11-10.10.20.18]',
        '[10.10.20.11-10.10.20.15] # five',
      ),
    );
    const { out } = await aclift('suggest', ...CAMPUS, '--accept', '10.10.20.16-10.10.20.18');
    expect(out).toContain('accepted  10.10.20.16-10.10.20.18  workload in namespace shop');
    expect(read('inventory.yaml')).toContain(
      'addresses: [10.10.20.11-10.10.20.15, 10.10.20.16-10.10.20.18] # five',
    );
  });
});

describe('reviews', () => {
  test('are kept in decisions.yaml with who and why, beside what stands there already', async () => {
    writeFileSync(join(folder, 'decisions.yaml'), '# ours\nversion: 1\ndefault: withhold\n');
    await aclift(
      'suggest',
      ...CAMPUS,
      '--reject',
      '10.10.20.21-10.10.20.26',
      '--who',
      'Ops',
      '--why',
      'a lab',
    );
    const text = read('decisions.yaml');
    expect(text.startsWith('# ours\nversion: 1\ndefault: withhold\n')).toBe(true);
    const { diagnostics, value } = readDecisions({ name: 'decisions.yaml', text });
    expect(diagnostics).toEqual([]);
    expect(value?.suggestions).toMatchObject([
      { suggestion: '10.10.20.21-10.10.20.26', state: 'rejected', who: 'Ops', why: 'a lab' },
    ]);
  });

  test('a rejected suggestion stays away, also when others are accepted', async () => {
    await aclift(
      'suggest',
      ...CAMPUS,
      '--reject',
      '10.10.20.21-10.10.20.26',
      '--accept',
      '10.10.30.21-10.10.30.22',
    );
    const { out } = await aclift('suggest', ...CAMPUS);
    expect(out).toContain('1 rejected before');
    expect(out).not.toContain('app: catalog');
    await aclift('suggest', ...CAMPUS, '--accept-above', '0.5');
    expect(read('inventory.yaml')).not.toContain('app: catalog');
  }, 30_000);

  test('a rejected one of several groups stays away, whatever else is named after it', async () => {
    const storefront = '10.10.10.11-10.10.10.18';
    await aclift('suggest', ...CAMPUS, '--reject', storefront);
    for (const other of ['10.10.20.21-10.10.20.26', '10.10.30.11-10.10.30.13']) {
      await aclift('suggest', ...CAMPUS, '--accept', other);
      const found = (await suggestions()).find(({ id }) => id === storefront);
      expect({ other, state: found?.state }).toEqual({ other, state: 'rejected' });
    }
  }, 30_000);

  test('and comes back when its evidence changes', async () => {
    await aclift('suggest', ...CAMPUS, '--reject', '10.10.20.21-10.10.20.26');
    writeFileSync(join(folder, 'hosts'), read('hosts').replaceAll('catalog', 'search'));
    const found = (await suggestions()).find(({ id }) => id === '10.10.20.21-10.10.20.26');
    expect(found?.state).toBe('pending');
    expect(found?.proposals[0]?.proposal).toMatchObject({ labels: { app: 'search' } });
  });

  test('a deferred one waits, and can be accepted later', async () => {
    await aclift('suggest', ...CAMPUS, '--defer', '10.10.20.21-10.10.20.26');
    expect((await aclift('suggest', ...CAMPUS)).out).toContain('1 deferred before');
    await aclift('suggest', ...CAMPUS, '--accept', '10.10.20.21-10.10.20.26');
    expect(read('inventory.yaml')).toContain('app: catalog');
    expect(read('decisions.yaml').match(/suggestion:/g)?.length).toBe(1);
  });

  test.each([
    {
      name: 'a suggestion that is not there',
      args: ['--accept', '1.2.3.4'],
      says: 'no suggestion about 1.2.3.4',
    },
    {
      name: 'one named twice',
      args: ['--accept', '10.10.20.21-10.10.20.26', '--reject', '10.10.20.21-10.10.20.26'],
      says: 'is named twice',
    },
    { name: 'a confidence that is none', args: ['--accept-above', '90'], says: 'from 0 to 1' },
    { name: 'questions without a terminal', args: ['--interactive'], says: 'needs a terminal' },
  ])('$name: exit code 2, nothing written', async ({ args, says }) => {
    const before = read('inventory.yaml');
    const { code, err } = await aclift('suggest', ...CAMPUS, ...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(read('inventory.yaml')).toBe(before);
  });

  test('without an inventory there is nowhere to write', async () => {
    const { code, err } = await aclift('suggest', 'campus-rtr.cfg', '--accept-above', '0.5');
    expect(code).toBe(2);
    expect(err).toContain('needs an inventory file');
  });
});

describe('--interactive', () => {
  /** Answers in order; undefined: the person stops. */
  function prompts(
    answers: readonly (string | undefined)[],
  ): Prompts & { readonly shown: string[] } {
    const left = [...answers];
    const shown: string[] = [];
    const next = (message: string): Promise<string | undefined> => {
      shown.push(message);
      return Promise.resolve(left.shift());
    };
    return { shown, note: (lines) => shown.push(...lines), select: next, text: next };
  }

  test('asks about each with its evidence, takes another proposal, and keeps the reasons', async () => {
    const all = await suggestions();
    const asked = prompts(['accept 0', 'accept 1', 'rejected', 'a lab', 'pending', 'stop']);
    const reviews = await askReviews(all, asked);
    expect(reviews.map(({ proposal, state, why }) => ({ proposal, state, why }))).toEqual([
      { proposal: all[0]?.proposals[0]?.proposal, state: 'accepted', why: undefined },
      { proposal: all[1]?.proposals[1]?.proposal, state: 'accepted', why: undefined },
      { proposal: undefined, state: 'rejected', why: 'a lab' },
    ]);
    expect(asked.shown.join('\n')).toContain('host name catalog1.shop.campus.example');
  });

  test('what was answered before somebody stops counts', async () => {
    const reviews = await askReviews(await suggestions(), prompts(['deferred', '', undefined]));
    expect(reviews.map(({ state }) => state)).toEqual(['deferred']);
  });
});
