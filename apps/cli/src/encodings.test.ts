/** Configurations in the encodings that shells and editors write: read alike, or refused with one message. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Run, Workplace } from './testing/run-aclift.ts';

const CONFIG = `hostname edge
interface GigabitEthernet0/1
 ip address 192.0.2.1 255.255.255.0
 ip access-group WEB out
ip access-list extended WEB
 remark für alle
 permit tcp any host 192.0.2.10 eq 443
`;
const BYTES: Readonly<Record<string, Uint8Array>> = {
  'UTF-16 with a byte order mark': Buffer.from(`\ufeff${CONFIG}`, 'utf16le'),
  'UTF-16 without one': Buffer.from(CONFIG, 'utf16le'),
  'UTF-16 with the big end first': Buffer.from(`\ufeff${CONFIG}`, 'utf16le').swap16(),
  'UTF-8 with a byte order mark': Buffer.from(`\ufeff${CONFIG}`, 'utf8'),
  'Latin-1': Buffer.from(CONFIG, 'latin1'),
};

async function parsed(bytes: Uint8Array): Promise<Run> {
  using place = new Workplace({});
  writeFileSync(join(place.folder, 'edge.cfg'), bytes);
  return await place.run('parse', 'edge.cfg');
}

describe('a configuration is read the same in', () => {
  test.each(Object.keys(BYTES))('%s', async (name) => {
    const plain = await parsed(Buffer.from(CONFIG, 'utf8'));
    expect(plain).toMatchObject({ code: 0, err: '' });
    expect(await parsed(BYTES[name] ?? new Uint8Array())).toEqual(plain);
  });
});

test.each([
  {
    name: 'an archive',
    bytes: Buffer.from('PK\u0003\u0004 edge.cfg', 'latin1'),
    want: 'cannot read edge.cfg: it is a ZIP archive or an office document, not text',
  },
  {
    name: 'UTF-16 that was appended to UTF-8',
    bytes: Buffer.concat([Buffer.from(CONFIG, 'utf8'), Buffer.from(CONFIG, 'utf16le')]),
    want: 'cannot read edge.cfg: it is UTF-16 in one part and something else in another; save it as UTF-8',
  },
])('$name is refused with one message', async ({ bytes, want }) => {
  const { code, err, out } = await parsed(bytes);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(want);
});
