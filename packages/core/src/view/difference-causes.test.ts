import { expect, test } from 'vitest';
import type { ReportedDifference } from '../report/report.ts';
import { differenceGroups } from './difference-causes.ts';

const difference = (
  kind: ReportedDifference['kind'],
  because: ReportedDifference['because'],
  from: string,
): ReportedDifference => ({
  kind,
  because,
  from,
  to: 'shop/web',
  flows: '1',
  witness: { source: '10.0.0.1', destination: '10.0.0.2', protocol: 'tcp' },
  entries: [],
  egress: 'not isolated',
  ingress: 'not isolated',
});

test('differences are grouped by cause, what nobody can explain first', () => {
  const groups = differenceGroups([
    difference('narrowed', 'condition', 'a'),
    difference('narrowed', 'return-traffic', 'b'),
    difference('narrowed', 'return-traffic', 'c'),
    difference('widened', null, 'd'),
    difference('widened', 'source-port', 'e'),
  ]);
  expect(groups.map(({ key, differences }) => [key, differences.map(({ from }) => from)])).toEqual([
    ['widened unexplained', ['d']],
    ['widened source-port', ['e']],
    ['narrowed return-traffic', ['b', 'c']],
    ['narrowed condition', ['a']],
  ]);
});
