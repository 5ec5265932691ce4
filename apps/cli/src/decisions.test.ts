/** Decisions on the command line, and what they do to drafts, ledger and report. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adHoc, runScenario, scenario } from './testing/scenario.ts';
import { acliftIn, type Run } from './testing/run-aclift.ts';

const SCENARIO = fileURLToPath(
  new URL('../../../fixtures/scenarios/partial-coverage/', import.meta.url),
);

describe('aclift migrate', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aclift-'));
    cpSync(SCENARIO, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const migrate = (...args: string[]): Promise<Run> => {
    return acliftIn(folder, ['migrate', 'branch-rtr.cfg', '-i', 'inventory.yaml', ...args]);
  };

  test('takes decisions.yaml beside the inventory; a chosen widening is named and returns 0', async () => {
    const { code, out } = await migrate();
    expect(code).toBe(0);
    expect(out).toContain('Proven: every difference between drafts and lists is explained.');
    expect(out).toContain('widened, granted: 4 pairs of ends');
    expect(out).toContain('widened, assumption: 2 pairs of ends');
  });

  test('--decisions names another file, and its mistakes are shown where they stand', async () => {
    writeFileSync(
      join(folder, 'mine.yaml'),
      'version: 1\ncoverage:\n  - { to: shop/db, decision: allow }\n',
    );
    const { code, err } = await migrate('--decisions', 'mine.yaml');
    expect(code).toBe(2);
    expect(err).toContain('mine.yaml:3:30');
    expect(err).toContain('must be grant, withhold or split');
    expect(err).toContain('mend the decisions first');
  });

  test('--default-coverage decides what nobody did', async () => {
    rmSync(join(folder, 'decisions.yaml'));
    const before = await migrate();
    expect(before.out).toMatch(/\d+ {2}needs-decision/);
    expect(before.out).toContain('Say grant, withhold or split in decisions.yaml');
    const granted = await migrate('--default-coverage', 'grant');
    expect(granted.out).not.toContain('needs-decision');
    expect(granted.code).toBe(0);
    expect((await migrate('--default-coverage', 'withhold')).out).not.toContain('widened  ');
  });

  test('a decision that decides nothing any more is reported where it stands', async () => {
    const path = join(folder, 'decisions.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('to: mail-relay', 'to: mail-relais'));
    expect((await migrate()).err).toContain('warning[core/stale-decision]');
    expect((await migrate()).err).toContain('no external called mail-relais');
  });
});

describe('a decision', () => {
  const given = scenario('partial-coverage');
  const config = given.configs[0]?.text ?? '';
  const run = (decisions: string, options = {}) =>
    runScenario(adHoc(config, given.inventory.text, `version: 1\n${decisions}`), options);
  const outcome = (decisions: string, text: string, options = {}) =>
    run(decisions, options).report.ledger.entries.find((entry) => entry.text === text);
  const LINE = 'permit tcp host 10.20.10.31 host 172.16.0.80 eq 443';

  test.each([
    { name: 'the ends', about: 'from: shop/jobs, to: export-target' },
    { name: 'one end', about: 'to: export-target' },
    { name: 'the service', about: 'service: tcp/443' },
    { name: 'a range of ports', about: 'service: tcp/400-500' },
    { name: 'the line', about: `ace: "${LINE}"` },
    { name: 'the line, with other blanks', about: `ace: "${LINE.replaceAll(' ', '  ')}"` },
    { name: 'everything at once', about: `from: shop/jobs, service: tcp, ace: "${LINE}"` },
  ])('by $name grants the line', ({ about }) => {
    expect(outcome(`coverage: [{ ${about}, decision: grant }]`, LINE)).toMatchObject({
      outcome: 'widened',
      reason: 'granted',
      rules: ['policies/shop/jobs-acl.yaml#spec.egress.0'],
    });
  });

  test.each([
    { name: 'another end', about: 'from: shop/web, to: export-target' },
    { name: 'the other direction', about: 'from: export-target, to: shop/jobs' },
    { name: 'another service', about: 'to: export-target, service: udp' },
    { name: 'addresses without a name', about: 'from: shop/jobs, to: unnamed' },
  ])('about $name leaves the line undecided, and is stale or about something else', ({ about }) => {
    expect(outcome(`coverage: [{ ${about}, decision: grant }]`, LINE)?.outcome).toBe(
      'needs-decision',
    );
  });

  test('counts where it comes first', () => {
    const decisions = `coverage:
  - { from: shop/jobs, to: export-target, decision: withhold, who: A }
  - { from: shop/jobs, decision: grant, who: B }
`;
    expect(outcome(decisions, LINE)).toMatchObject({
      outcome: 'narrowed',
      reason: 'withheld',
      because:
        'it covers only some addresses of a workload, and a label means them all; withheld by decision (A)',
    });
  });

  test('of the command line wins over the default of the file', () => {
    expect(outcome('default: grant', LINE)?.outcome).toBe('widened');
    expect(outcome('default: grant', LINE, { defaultCoverage: 'withhold' })).toMatchObject({
      outcome: 'narrowed',
      because: expect.stringContaining('by decision (default)') as string,
    });
  });

  test('to split proposes labels that make the coverage full', () => {
    const { report } = run(
      'coverage: [{ to: export-target, decision: split }, { to: unnamed, decision: split }]',
    );
    expect(report.splits).toEqual([
      {
        workload: 'shop/jobs',
        label: { key: 'acl-group', value: 'tcp-22-to-unnamed' },
        addresses: ['10.20.10.32'],
      },
      {
        workload: 'shop/jobs',
        label: { key: 'acl-group', value: 'tcp-443-to-export-target' },
        addresses: ['10.20.10.31'],
      },
    ]);
    const split = given.inventory.text.replace(
      /.*app: jobs.*/,
      report.splits
        .map(
          ({ label, addresses }) =>
            `  - { namespace: shop, labels: { app: jobs, ${label.key}: ${label.value} }, addresses: [${addresses.join(', ')}] }`,
        )
        .join('\n'),
    );
    const after = runScenario(adHoc(config, split)).report;
    expect(after.ledger.entries.find(({ text }) => text === LINE)?.outcome).toBe('translated');
  });

  test.each([
    { assume: 'matches', want: 'widened' },
    { assume: 'never', want: 'narrowed' },
  ])('that a time range $assume makes its permit $want', ({ assume, want }) => {
    const line =
      'permit tcp 10.20.10.0 0.0.0.255 host 172.16.0.123 eq 8080 time-range OFFICE-HOURS';
    const found = outcome(`conditions: [{ kind: time-range, assume: ${assume} }]`, line);
    expect(found).toMatchObject({ outcome: want, reason: 'assumed' });
    expect(found?.rules.length).toBe(assume === 'matches' ? 1 : 0);
  });
});
