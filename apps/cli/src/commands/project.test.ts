import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';

const RISKY = `ip access-list extended A
 permit tcp any host 192.0.2.10 eq 22
`;
const PROJECT = `version: 1
configs: [configs/]
lint:
  failOn: warning
  ignore:
    - { codes: [wide-administration], list: A, file: r.cfg, reason: bastion }
`;

describe('a project file', () => {
  test('names the configurations, when to fail, and what is accepted', async () => {
    using place = new Workplace({
      'aclift.yaml': PROJECT,
      'configs/r.cfg': RISKY,
      'configs/s.cfg': RISKY,
    });
    const { code, out } = await place.run('lint', '--json');
    const report = JSON.parse(out) as {
      configs: readonly string[];
      findings: readonly { code: string; file: string }[];
      suppressed: readonly object[];
    };
    expect(code).toBe(1);
    expect(report.configs).toEqual(['configs/r.cfg', 'configs/s.cfg']);
    expect(report.suppressed).toMatchObject([
      { file: 'configs/r.cfg', by: 'project', reason: 'bastion' },
    ]);
    const risks = report.findings.filter((each) => each.code === 'lint/wide-administration');
    expect(risks.map(({ file }) => file)).toEqual(['configs/s.cfg']);
  });

  test('gives way to the command line', async () => {
    using place = new Workplace({ 'aclift.yaml': PROJECT, 'configs/r.cfg': RISKY, 'b.cfg': RISKY });
    const { code, out } = await place.run('lint', 'b.cfg', '--fail-on', 'error', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ configs: ['b.cfg'] });
  });

  test('says where it accepts nothing any more', async () => {
    using place = new Workplace({ 'aclift.yaml': PROJECT, 'configs/s.cfg': RISKY });
    const { out } = await place.run('lint', '--notes');
    expect(out).toContain('note[lint/stale-suppression]');
    expect(out).toContain('--> aclift.yaml:6:7');
  });

  test('sets what counts as wide', async () => {
    using place = new Workplace({
      'p.yaml': 'version: 1\nlint: { wideSources: 256 }\n',
      'r.cfg': 'ip access-list extended A\n permit tcp 10.0.0.0 0.0.0.255 any eq 22\n',
    });
    expect((await place.run('lint', 'r.cfg')).out).not.toContain('wide-administration');
    expect((await place.run('lint', 'r.cfg', '--project', 'p.yaml')).out).toContain(
      'wide-administration',
    );
  });

  test('with a mistake stops the command', async () => {
    using place = new Workplace({ 'aclift.yaml': 'version: 1\nlnit: {}\n', 'r.cfg': RISKY });
    const { code, err, out } = await place.run('lint', 'r.cfg');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('aclift.yaml:2:1');
    expect(err).toContain('mend aclift.yaml first');
  });

  test('gives migrate its configurations and its inventory', async () => {
    using place = new Workplace({
      'site/aclift.yaml': 'version: 1\nconfigs: [r.cfg]\ninventory: inventory.yaml\n',
      'site/r.cfg': RISKY,
      'site/inventory.yaml': 'version: 2\n',
    });
    const { code, err } = await place.run('migrate', '--project', 'site/aclift.yaml');
    expect(code).toBe(2);
    expect(err).toContain('site/inventory.yaml:1:10');
  });
});

describe('aclift init', () => {
  test('writes a file that lint then takes', async () => {
    using place = new Workplace({ 'configs/r.cfg': RISKY });
    expect((await place.run('init', 'configs/')).code).toBe(0);
    expect((await place.run('lint', '--fail-on', 'warning')).code).toBe(1);
  });

  test('leaves a file that is there', async () => {
    using place = new Workplace({ 'aclift.yaml': PROJECT });
    const { code, err } = await place.run('init');
    expect(code).toBe(2);
    expect(err).toContain('aclift.yaml is there already');
    expect(readFileSync(join(place.folder, 'aclift.yaml'), 'utf8')).toBe(PROJECT);
  });

  test('is what is told where no configuration is named', async () => {
    using place = new Workplace({});
    const { code, err } = await place.run('lint');
    expect(code).toBe(2);
    expect(err).toContain('aclift init');
    expect(existsSync(join(place.folder, 'aclift.yaml'))).toBe(false);
  });
});
