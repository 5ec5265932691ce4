/** What the tab key offers. */
import { spawnSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { commandsFor } from './command-list.ts';
import { completionsOf } from './completions.ts';
import { Workplace } from './testing/run-aclift.ts';

const program = new Command('aclift').option('--max-input <size>', 'how much to read');
for (const each of await commandsFor(['node', 'aclift', 'complete', '--'], () => undefined)) {
  program.addCommand(each);
}

/** Values, and `FILES` where names of files are among them. */
function offered(line: string): readonly string[] {
  const { files, found } = completionsOf(program, line.split(' '));
  return [...found.map(({ value }) => value), ...(files ? ['FILES'] : [])];
}

describe('aclift, and the tab key behind', () => {
  test.each([
    ['mig', ['migrate']],
    ['in', ['inventory', 'init']],
    ['migrate --targ', ['--target']],
    ['migrate --target ', ['networkpolicy', 'cilium']],
    ['migrate --target=ci', ['--target=cilium']],
    ['migrate -t n', ['networkpolicy']],
    ['migrate -o ', ['FILES']],
    ['migrate --max-in', ['--max-input']],
    ['--max-in', ['--max-input']],
    ['migrate ', ['FILES']],
    ['migrate a.cfg b', ['FILES']],
    ['migrate --target cilium ', ['FILES']],
    ['migrate -- -', ['FILES']],
    ['diff old.cfg new.cfg ', []],
    ['inventory imp', ['import']],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['nosuch', []],
    ['migrate --nosuch=', []],
  ])('%s', (line, want) => {
    expect(offered(line)).toEqual(want);
  });

  test('each command and each of its options says what it is for, in one line', () => {
    const names = program.commands.map((command) => command.name());
    for (const line of ['', ...names.map((name) => `${name} --`)]) {
      for (const { says, value } of completionsOf(program, line.split(' ')).found) {
        expect([value, says]).toEqual([value, expect.stringMatching(/^\S.*\S$/)]);
      }
    }
  });

  test('an option without a value does not swallow the next word', () => {
    const sample = new Command('sample')
      .addOption(new Option('--all', 'everything'))
      .addOption(new Option('--colour [when]', 'when to colour').choices(['always', 'never']))
      .addArgument(new Argument('<size>', 'the size').choices(['small', 'large']));
    const values = (...words: readonly string[]): readonly string[] =>
      completionsOf(sample, words).found.map(({ value }) => value);
    expect(values('--all', 's')).toEqual(['small']);
    expect(values('--colour', 'n')).toEqual(['never']);
    expect(values('--colour', '--all', '')).toEqual(['small', 'large']);
  });
});

/** What `aclift completion SHELL` prints; the library that makes it writes to the console. */
async function scriptOf(shell: string): Promise<string> {
  using place = new Workplace({});
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    expect((await place.run('completion', shell)).code).toBe(0);
    return log.mock.calls.join('\n');
  } finally {
    log.mockRestore();
  }
}

describe('a shell', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('of kind %s gets a script', async (shell) => {
    expect(await scriptOf(shell)).toMatch(/complete\b.*--/);
  });

  test('that is not known is refused', async () => {
    using place = new Workplace({});
    const { code, err } = await place.run('completion', 'tcsh');
    expect(code).toBe(2);
    expect(err).toContain('bash, zsh, fish, powershell');
  });

  test('is answered line by line, and told whether files are meant', async () => {
    using place = new Workplace({});
    const { out } = await place.run('complete', '--', 'migrate', '-t', '');
    expect(out).toBe('networkpolicy\t\ncilium\t\n:4\n');
    expect((await place.run('complete', '--', 'lint', '')).out).toBe(':0\n');
  });

  test('of kind bash takes the script', async () => {
    const input = await scriptOf('bash');
    const { status, stderr } = spawnSync('bash', ['-n'], { input, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
