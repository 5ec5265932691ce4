/** The texts that fuzzing damages: the inputs below `fixtures/`, which every reader is shown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyDamage } from '../../packages/ios/testing/mutations.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
/** Longer ones only make each round slow. */
const MOST = 40_000;

/** The fixtures below a folder whose paths match, in the order of their paths. */
export function fixtures(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(FIXTURES, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .toSorted()
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.length <= MOST);
}

/** Pieces that formats with brackets, quotes and columns stumble over. */
const junk = fc.constantFrom(
  ...`" ' { } [ ] ( ) , ; : # *a &a !!x <<: --- null ~ true {} [] 0 -1 1e9 65536 0x10 0.0.0.0/0 ::/0 ::ffff:192.0.2.1`.split(
    ' ',
  ),
  ...`10.0.0.1/33 __proto__ constructor "\\ud800" "\\0" {{x}}`.split(' '),
  '- ',
  '---\n',
);
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
type Damage = (text: string) => string;
const pieces: fc.Arbitrary<Damage> = fc
  .array(fc.tuple(place, fc.nat(40), fc.oneof(junk, fc.string({ maxLength: 8 }))), {
    minLength: 1,
    maxLength: 6,
  })
  .map(
    (cuts) => (text) =>
      cuts.reduce((now, [where, length, put]) => {
        const at = Math.floor(where * now.length);
        return now.slice(0, at) + put + now.slice(at + length);
      }, text),
  );
/** A word of one place put in the place of another: right in form, wrong in meaning. */
const exchange: fc.Arbitrary<Damage> = fc.tuple(place, place).map(([from, to]) => (text) => {
  const words = text.split(/([\s,:"'[\]{}]+)/u);
  words[Math.floor((to * words.length) / 2) * 2] =
    words[Math.floor((from * words.length) / 2) * 2] ?? '';
  return words.join('');
});

/** One of the texts, damaged. */
export function damaged(texts: readonly string[]): fc.Arbitrary<string> {
  if (texts.length === 0) throw new Error('no fixtures to damage');
  return fc
    .tuple(fc.constantFrom(...texts), fc.oneof(anyDamage, pieces, exchange))
    .map(([text, damage]) => damage(text));
}
