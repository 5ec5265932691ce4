import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

/** Entries of one list, as numbers and what tells them apart. */
function entriesOf(...lines: string[]): string[] {
  const text = `ip access-list extended L\n${lines.map((line) => ` ${line}\n`).join('')}`;
  const { device } = parseIos({
    name: '',
    text: text.replaceAll('\n ip access-list', '\nip access-list'),
  });
  return (device.acls[0]?.entries ?? []).map((entry) => {
    const number = entry.sequence === undefined ? '' : `${entry.sequence} `;
    if (entry.kind === 'remark') return `${number}# ${entry.text}`;
    if (entry.kind !== 'ace') return `${number}${entry.kind}`;
    const port = entry.destinationPorts?.kind === 'eq' ? entry.destinationPorts.ports[0] : '';
    return `${number}${port}`;
  });
}

const permit = (port: number, number?: number): string =>
  `${number === undefined ? '' : `${number} `}permit tcp any any eq ${port}`;

describe('entries of a list', () => {
  test.each([
    { name: 'stand in order of the text', lines: [permit(1), permit(2)], want: ['1', '2'] },
    {
      name: 'stand in order of their numbers',
      lines: [permit(1, 20), permit(2, 10)],
      want: ['10 2', '20 1'],
    },
    {
      name: 'without a number go to the end',
      lines: [permit(1, 100), permit(2), permit(3, 105)],
      want: ['100 1', '105 3', '110 2'],
    },
    {
      name: 'get their numbers when the order of the text is not theirs',
      lines: [permit(1), permit(2), permit(3, 5)],
      want: ['5 3', '10 1', '20 2'],
    },
    { name: 'keep the first of a number', lines: [permit(1, 10), permit(2, 10)], want: ['10 1'] },
    {
      name: 'keep the first of equals',
      lines: [permit(1), permit(1), permit(2)],
      want: ['1', '2'],
    },
    {
      name: 'take their remarks along',
      lines: [permit(1, 20), '10 remark ten', permit(2, 10), 'remark last'],
      want: ['10 # ten', '10 2', '20 1', '# last'],
    },
    { name: 'go by number', lines: [permit(1), permit(2), 'no 10'], want: ['20 2'] },
    {
      name: 'go by content',
      lines: [permit(1), permit(80), 'no permit tcp any any eq www'],
      want: ['10 1'],
    },
    {
      name: 'come again after they went',
      lines: [permit(1), `no ${permit(1)}`, permit(1)],
      want: ['20 1'],
    },
    {
      name: 'lose all remarks of a text',
      lines: ['remark a', 'remark b', 'remark a', permit(1), 'no remark a'],
      want: ['# b', '1'],
    },
    {
      name: 'lose every remark',
      lines: ['remark a', 'remark b', permit(1), 'no remark'],
      want: ['1'],
    },
    {
      name: 'are renumbered',
      lines: [
        '5 remark first',
        permit(1, 5),
        permit(2, 7),
        'ip access-list resequence L 100 50',
        'ip access-list extended L',
        permit(3, 120),
        permit(4),
      ],
      want: ['100 # first', '100 1', '120 3', '150 2', '160 4'],
    },
    {
      name: 'may be the return traffic of others',
      lines: ['evaluate A', permit(1), 'no evaluate A'],
      want: ['20 1'],
    },
    {
      name: 'may not be understood',
      lines: ['10 permit foo any any', '10 permit bar any any'],
      want: ['10 unrecognized'],
    },
  ])('$name', ({ lines, want }) => {
    expect(entriesOf(...lines)).toEqual(want);
  });

  test('that the device would not keep stay in the account', () => {
    const text = `ip access-list extended L\n ${permit(1, 10)}\n ${permit(2, 10)}\n ${permit(1, 20)}\n no 10\n`;
    const { device } = parseIos({ name: '', text });
    expect(device.removed.map(({ reason }) => reason)).toEqual([
      'deleted-entry',
      'duplicate-sequence',
      'duplicate-entry',
    ]);
  });
});
