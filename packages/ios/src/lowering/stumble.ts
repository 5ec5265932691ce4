/** The report of a line that the grammar could not read to its end. */
import type { IosStumble } from '../grammar/expected.ts';
import { dialectOf } from './foreign-words.ts';
import { type Reading, spanOf } from './reading.ts';

/** Says where a line stopped making sense. */
export function reportStumble({ token, expected }: IosStumble, reading: Reading): void {
  const { command, report } = reading;
  if (token === undefined) {
    report.add('ios/incomplete-line', command.after, { expected });
    return;
  }
  const dialect = dialectOf(token.image);
  report.add('ios/unexpected-word', spanOf(reading, token), {
    word: token.image,
    expected,
    ...(dialect !== undefined && { dialect }),
  });
}
