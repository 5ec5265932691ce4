/** `aclift suggest --refine`: what it proposes is measured, and what is accepted is what was promised. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MigrateReport } from '@aclift/core';
import type { Refinement, RefineReport } from '@aclift/insight';
import { faultsBy } from './testing/published-schema.ts';
import { Workplace } from './testing/run-aclift.ts';
import { scenario } from './testing/scenario.ts';

function workplaceOf(name: string): Workplace {
  const { configs, decisions, inventory } = scenario(name);
  return new Workplace({
    'router.cfg': configs[0]?.text ?? '',
    'inventory.yaml': `# kept as it is\n${inventory.text}`,
    ...(decisions === undefined ? {} : { 'decisions.yaml': decisions.text }),
  });
}

const GIVEN = ['suggest', 'router.cfg', '-i', 'inventory.yaml', '--refine'] as const;

async function refinementsIn(place: Workplace): Promise<readonly Refinement[]> {
  const { out } = await place.run(...GIVEN, '--json');
  const report = JSON.parse(out) as RefineReport;
  expect(faultsBy('schema/refine-report.schema.json')(report)).toEqual([]);
  return report.refinements;
}

async function migrated(place: Workplace): Promise<{
  readonly report: MigrateReport;
  readonly lines: number;
}> {
  const { out } = await place.run(
    'migrate',
    'router.cfg',
    '-i',
    'inventory.yaml',
    '--json',
    '-o',
    'out',
    '--force',
  );
  const report = JSON.parse(out) as MigrateReport;
  const texts = report.drafts.map(({ path }) =>
    readFileSync(join(place.folder, 'out', path), 'utf8'),
  );
  const lines = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#')).length;
  return { report, lines };
}

describe('a split', () => {
  test('is proposed with the lines that ask for it, and leaves nothing partial once it is accepted', async () => {
    using place = workplaceOf('partial-coverage');
    const [split] = await refinementsIn(place);
    expect(split).toMatchObject({
      id: 'split shop/jobs',
      labels: [
        { key: 'acl-group', addresses: ['10.20.10.32'] },
        { key: 'acl-group', addresses: ['10.20.10.31'] },
      ],
      before: { undecided: 1 },
      after: { undecided: 0 },
    });
    expect(split?.evidence.map(({ text }) => text)).toContain(
      'permit tcp host 10.20.10.31 host 172.16.0.80 eq 443',
    );
    const pending = ({ report }: Awaited<ReturnType<typeof migrated>>) =>
      report.coverage.filter(({ decision }) => decision === 'pending');
    expect(pending(await migrated(place)).length).toBeGreaterThan(0);
    const run = await place.run(...GIVEN, '--accept', 'split shop/jobs');
    expect(run.out).toContain('accepted  split shop/jobs');
    const after = await migrated(place);
    expect(pending(after)).toEqual([]);
    const { report } = after;
    expect(report.proof.proven).toBe(true);
    expect(report.ledger.entries.some(({ reason }) => reason === 'partial-coverage')).toBe(false);
    const text = readFileSync(join(place.folder, 'inventory.yaml'), 'utf8');
    expect(text).toMatch(/^# kept as it is\n/);
    expect(text).toContain('# split from shop/jobs by aclift suggest --refine');
    expect((await refinementsIn(place)).filter(({ kind }) => kind === 'split')).toEqual([]);
  });
});

describe('a shared label', () => {
  test('makes the drafts as much shorter as was said, and they mean the same', async () => {
    using place = workplaceOf('object-group-cidrgroup');
    const [shared] = await refinementsIn(place);
    expect(shared).toMatchObject({ kind: 'shared-label', workloads: ['shop/api', 'shop/portal'] });
    const before = await migrated(place);
    expect(before.lines).toBe(shared?.before.lines);
    await place.run(...GIVEN, '--accept', shared?.id ?? '');
    const after = await migrated(place);
    expect(after.lines).toBe(shared?.after.lines);
    expect(after.lines).toBeLessThan(before.lines);
    for (const part of ['proven', 'preserved', 'widened', 'narrowed'] as const) {
      expect(after.report.proof[part]).toBe(before.report.proof[part]);
    }
  });

  test('that saves next to nothing is not proposed', async () => {
    using place = workplaceOf('overlapping-denies');
    const { out } = await place.run(...GIVEN);
    expect(out).toContain('No label was found that would make the drafts exact or shorter.');
  });
});

describe('accepting', () => {
  test('a dry run writes nothing', async () => {
    using place = workplaceOf('partial-coverage');
    const path = join(place.folder, 'inventory.yaml');
    const text = readFileSync(path, 'utf8');
    const run = await place.run(...GIVEN, '--accept', 'split shop/jobs', '--dry-run');
    expect(run.out).toContain('Nothing was written.');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test.each([
    {
      name: 'an id that is misspelt',
      which: ['split shop/job'],
      says: 'did you mean split shop/jobs?',
    },
    {
      name: 'two about the same workload',
      which: ['split shop/jobs', 'share jobs-web'],
      says: 'is in two of these refinements',
    },
  ])('$name is refused with what to do', async ({ which, says }) => {
    using place = workplaceOf('partial-coverage');
    const run = await place.run(...GIVEN, ...which.flatMap((id) => ['--accept', id]));
    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
  });

  test('without an inventory there is nothing to refine', async () => {
    using place = workplaceOf('partial-coverage');
    const run = await place.run('suggest', 'router.cfg', '--refine');
    expect(run).toMatchObject({ code: 2 });
    expect(run.err).toContain('--refine needs an inventory');
  });
});
