import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';

const DEAD = `ip access-list extended A
 permit ip any any
 deny udp any any
`;
const CLEAN = `ip access-list extended A
 permit ip any any
`;

describe('aclift lint --fix', () => {
  test('prints a diff that patch understands, and changes no file', async () => {
    using place = new Workplace({ 'r.cfg': DEAD });
    const { code, err, out } = await place.run('lint', 'r.cfg', '--fix');
    expect(code).toBe(0);
    expect(out).toContain('--- r.cfg\n+++ r.cfg\n@@ -1,3 +1,2 @@');
    expect(out).toContain('\n- deny udp any any\n');
    expect(err).toContain('none is decided otherwise');
    expect(readFileSync(join(place.folder, 'r.cfg'), 'utf8')).toBe(DEAD);
  });

  test('writes cleaned configurations below the folder that they have in common', async () => {
    using place = new Workplace({
      'site/a/r.cfg': DEAD,
      'site/b/r.cfg': DEAD,
      'site/c.cfg': CLEAN,
    });
    const { code } = await place.run('lint', 'site', '--fix', '-o', 'out');
    expect(code).toBe(0);
    for (const path of ['out/a/r.cfg', 'out/b/r.cfg']) {
      expect(readFileSync(join(place.folder, path), 'utf8')).toBe(CLEAN);
      expect(readFileSync(join(place.folder, `${path}.diff`), 'utf8')).toContain('- deny udp');
    }
    expect(existsSync(join(place.folder, 'out/c.cfg'))).toBe(false);
    const report: unknown = JSON.parse(
      readFileSync(join(place.folder, 'out/lint-fix.json'), 'utf8'),
    );
    expect(report).toMatchObject({
      schema: 'aclift/lint-fix/1',
      written: ['a/r.cfg', 'a/r.cfg.diff', 'b/r.cfg', 'b/r.cfg.diff'],
    });
  });

  test('takes a folder of an earlier run again, and no folder of somebody else', async () => {
    using place = new Workplace({ 'r.cfg': DEAD, 'mine/notes.txt': 'keep' });
    expect((await place.run('lint', 'r.cfg', '--fix', '-o', 'out')).code).toBe(0);
    writeFileSync(join(place.folder, 'r.cfg'), CLEAN);
    expect((await place.run('lint', 'r.cfg', '--fix', '-o', 'out')).code).toBe(0);
    expect(existsSync(join(place.folder, 'out/r.cfg'))).toBe(false);
    const { code, err } = await place.run('lint', 'r.cfg', '--fix', '-o', 'mine');
    expect(code).toBe(2);
    expect(err).toContain('mine is not empty');
  });

  test('is needed for --out', async () => {
    using place = new Workplace({ 'r.cfg': DEAD });
    const { code, err } = await place.run('lint', 'r.cfg', '-o', 'out');
    expect(code).toBe(2);
    expect(err).toContain('--fix');
  });
});

describe('aclift lint --hits', () => {
  const CONFIG = `ip access-list extended A
 permit tcp any host 192.0.2.10 eq 443
 permit tcp any host 192.0.2.11 eq 80
`;
  const SHOWN = `r1#show access-lists
Extended IP access list A
    10 permit tcp any host 192.0.2.10 eq 443 (118 matches)
    20 permit tcp any host 192.0.2.11 eq www
`;

  test('names permits that nobody has used', async () => {
    using place = new Workplace({ 'r.cfg': CONFIG, 'hits.txt': SHOWN });
    const { code, out } = await place.run('lint', 'r.cfg', '--hits', 'hits.txt', '--json');
    expect(code).toBe(0);
    const { findings } = JSON.parse(out) as { findings: { code: string; text: string }[] };
    const unhit = findings.filter((finding) => finding.code === 'lint/unhit');
    expect(unhit.map(({ text }) => text)).toEqual(['permit tcp any host 192.0.2.11 eq 80']);
  });

  test('is not needed for a session that holds configuration and counters', async () => {
    using place = new Workplace({ 'session.txt': `${CONFIG}!\n${SHOWN}` });
    const { out } = await place.run('lint', 'session.txt', '--notes');
    expect(out).toContain('note[lint/unhit]');
  });

  test.each([
    {
      name: 'a file without counters',
      args: ['r.cfg', '--hits', 'r.cfg'],
      says: 'no lists with counters',
    },
    {
      name: 'two configurations',
      args: ['r.cfg', 's.cfg', '--hits', 'hits.txt'],
      says: 'one configuration',
    },
    {
      name: 'a file that is not there',
      args: ['r.cfg', '--hits', 'none.txt'],
      says: 'no such file',
    },
  ])('refuses $name', async ({ args, says }) => {
    using place = new Workplace({ 'r.cfg': CONFIG, 's.cfg': CONFIG, 'hits.txt': SHOWN });
    const { code, err } = await place.run('lint', ...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});
