/** `aclift lint` as a user meets it: a process, its output and its exit code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

const DEAD = 'access-list 101 permit tcp any any\naccess-list 101 deny tcp host 10.0.0.1 any\n';
const SPARE =
  'access-list 101 permit tcp host 10.0.0.1 any\naccess-list 101 permit ip 10.0.0.0 0.0.0.255 any\n';
const CLEAN = 'access-list 101 permit tcp any any eq www\n';

function aclift(
  input: string,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@aclift/source', ENTRY, 'lint', '-', ...args],
    { encoding: 'utf8', input, env: { ...process.env, NO_COLOR: '1' } },
  );
  return { code: status, out: stdout, err: stderr };
}

describe('aclift lint', () => {
  test.each([
    { name: 'an error fails by default', input: DEAD, args: [], code: 1 },
    { name: 'a warning does not', input: SPARE, args: [], code: 0 },
    {
      name: 'a warning fails where it is asked to',
      input: SPARE,
      args: ['--fail-on', 'warning'],
      code: 1,
    },
    { name: 'a clean list never fails', input: CLEAN, args: ['--fail-on', 'note'], code: 0 },
    {
      name: 'another severity is wrong usage',
      input: CLEAN,
      args: ['--fail-on', 'awful'],
      code: 2,
    },
    { name: 'another dialect is not judged', input: 'ASA Version 9.1\n', args: [], code: 2 },
  ])('$name: $code', ({ args, code, input }) => {
    expect(aclift(input, ...args).code).toBe(code);
  });

  test('shows the line, the line that causes it and a packet', () => {
    const { out } = aclift(DEAD);
    expect(out).toContain('2 | access-list 101 deny tcp host 10.0.0.1 any');
    expect(out).toContain(
      'decided above, the other way: (standard input):1: access-list 101 permit tcp any any',
    );
    expect(out).toMatch(/for example: .* from 10\.0\.0\.1/);
    expect(out).toContain('1 list with 2 lines: 1 error, 0 warnings, 0 notes');
  });

  test('--json prints the whole report and nothing else', () => {
    const { out } = aclift(DEAD, '--json');
    expect(JSON.parse(out)).toMatchObject({
      schema: 'aclift/lint/1',
      totals: { error: 1, warning: 0, note: 0 },
      lists: [{ name: '101', standings: [{ standing: 'live' }, { standing: 'shadowed' }] }],
      findings: [{ code: 'lint/shadowed-by-opposite', line: 2, causes: [{ line: 1 }] }],
    });
  });
});
