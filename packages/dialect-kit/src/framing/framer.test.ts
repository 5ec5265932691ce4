import { describe, expect, test } from 'vitest';
import { LineLedger } from '../account/line-account.ts';
import type { Command } from './command.ts';
import { Framer } from './framer.ts';
import { countLines } from './physical-lines.ts';

function commandsOf(text: string): Command[] {
  const framer = new Framer(text, new LineLedger(countLines(text)), () => undefined);
  const commands: Command[] = [];
  for (let next = framer.next(); next !== undefined; next = framer.next()) commands.push(next);
  return commands;
}

describe('commands', () => {
  test.each([
    {
      name: 'are trimmed',
      text: '  permit ip any any \t\n',
      want: ['permit ip any any'],
      indent: 2,
    },
    { name: 'are not comments', text: '! one\n  ! two\npermit\n', want: ['permit'], indent: 0 },
    { name: 'are not blank lines', text: '\n \n\t\n\0\npermit', want: ['permit'], indent: 0 },
    { name: 'lose a byte order mark', text: '\ufeffhostname R1', want: ['hostname R1'], indent: 0 },
    {
      name: 'lose what wiped out the pager',
      text: ' --More-- \b\b\b\b    \b\b\b\b permit',
      want: ['permit'],
      indent: 1,
    },
    { name: 'lose the pager in front', text: '--More-- permit', want: ['permit'], indent: 0 },
    {
      name: 'lose escape sequences in front',
      text: '\u001b[K permit',
      want: ['permit'],
      indent: 1,
    },
    { name: 'keep blanks inside', text: 'remark a  b', want: ['remark a  b'], indent: 0 },
  ])('$name', ({ indent, text, want }) => {
    const commands = commandsOf(text);
    expect(commands.map((command) => command.text)).toEqual(want);
    expect(commands[0]?.indent).toBe(indent);
    for (const { span, text: cut } of commands) expect(text.slice(span.start, span.end)).toBe(cut);
  });

  test('a line that fills the terminal is joined with its rest', () => {
    const first =
      ' permit tcp any host 10.0.0.1 eq 80 time-range WORKDAYS log established ack s xx';
    expect(first).toHaveLength(80);
    const text = `${first}\nyy log\n`;
    const framer = new Framer(text, new LineLedger(2), () => undefined);
    const command = framer.next();
    if (command === undefined) throw new Error('no command');
    expect(framer.mayWrap).toBe(true);
    expect(framer.upcoming).toBe('yy log');
    const whole = framer.joined(command);
    expect(whole?.text).toBe(`${first.trimStart()}yy log`);
    expect([whole?.firstLine, whole?.lastLine]).toEqual([0, 1]);
    // A word across the margin is cut with the line end inside it.
    const at = whole?.text.indexOf('xxyy') ?? 0;
    const span = whole?.between(at, at + 4);
    expect(text.slice(span?.start, span?.end)).toBe('xx\nyy');
    framer.take();
    expect(framer.next()).toBeUndefined();
  });

  test('a line of another width is not joined', () => {
    const framer = new Framer('permit\nxx\n', new LineLedger(2), () => undefined);
    framer.next();
    expect(framer.mayWrap).toBe(false);
  });
});
