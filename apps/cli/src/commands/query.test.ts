/** `aclift query` as a user meets it: its output and its exit code. */
import { describe, expect, test } from 'vitest';
import { acliftIn, type Run } from '../testing/run-aclift.ts';

const CONFIG = `ip access-list extended A
 deny tcp host 10.0.0.1 any
 permit tcp 10.0.0.0 0.0.0.255 any eq 443
`;

function query(...args: string[]): Promise<Run> {
  return acliftIn('.', ['query', '-', ...args], CONFIG);
}

describe('aclift query', () => {
  test.each([
    {
      name: 'what passes, by the line that lets it',
      args: ['--permits', 'tcp 10.0.0.0/30 any 80-443'],
      want: [
        'permitted by line 3: permit tcp 10.0.0.0 0.0.0.255 any eq 443',
        'tcp from 10.0.0.0, 10.0.0.2/31 to any, destination port 443',
      ],
    },
    {
      name: 'what falls to the end of the list',
      args: ['--denies', 'udp any any'],
      want: ['denied by the end of the list', 'udp from any to any'],
    },
    {
      name: 'what one line decides',
      args: ['--decides', 'ip any any', '--line', '2'],
      want: ['denied by line 2: deny tcp host 10.0.0.1 any', 'tcp from 10.0.0.1 to any'],
    },
    {
      name: 'nothing, which is a proof',
      args: ['--permits', 'udp any any'],
      want: ['None: no packet of "udp any any" fares so. This is proven over all of them.'],
    },
  ])('$name', async ({ args, want }) => {
    const { code, out } = await query('--acl', 'A', ...args);
    expect(code).toBe(0);
    for (const line of want) expect(out).toContain(line);
    expect(out).not.toContain('by line 2: permit');
  });

  test.each([
    {
      name: 'no such list',
      args: ['--acl', 'B', '--permits', 'ip any any'],
      says: 'no list is called B',
    },
    {
      name: 'a line that is no entry',
      args: ['--acl', 'A', '--decides', 'ip any any', '--line', '1'],
      says: 'no entry of A stands on line 1',
    },
    { name: 'no question', args: ['--acl', 'A'], says: 'give one of' },
    {
      name: 'two questions',
      args: ['--acl', 'A', '--permits', 'ip any any', '--denies', 'ip any any'],
      says: 'give one of',
    },
    {
      name: 'a header space that is none',
      args: ['--acl', 'A', '--permits', 'tcp any'],
      says: 'PROTOCOL SOURCE',
    },
  ])('$name is wrong usage', async ({ args, says }) => {
    const { code, err } = await query(...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});
