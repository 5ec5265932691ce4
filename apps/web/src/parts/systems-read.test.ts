import { systemsRead } from '@aclift/workspace';
import { expect, test } from 'vitest';
import { SYSTEMS_READ } from './systems-read.ts';

test('the first page names the systems that are read', () => {
  expect(SYSTEMS_READ).toBe(systemsRead());
});
