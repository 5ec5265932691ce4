/**
 * `/etc/hosts`: `address name alias…`. The first name counts.
 * @see hosts(5)
 */
import { parseHost } from '../../address-text.ts';
import { hostText } from '../host-text.ts';
import { linesOf, withoutComment } from '../lines.ts';
import { namedHost } from '../named.ts';
import { eachAlone, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';

export const hosts: Importer = {
  detects: ({ text }) => {
    const lines = contentOf(text);
    if (lines.some(({ words }) => words[0] === '127.0.0.1' && words.includes('localhost')))
      return true;
    return (
      lines.length > 0 &&
      lines.every(({ words: [address = '', ...names] }) => {
        const isHost = parseHost(address.replace(/%.*$/, '')) !== undefined;
        return isHost && names.length > 0 && names.every(isName);
      })
    );
  },
  read: eachAlone(({ text }) =>
    contentOf(text).map(({ span, words }): SourceRecord => {
      const [address = '', name] = words;
      if (words.length > 1) return namedHost(span, address, name, words.join(' '));
      return skipped(span, address, hostText(address) === undefined ? 'unreadable' : 'no-name');
    }),
  ),
};

function contentOf(text: string) {
  return linesOf(text).flatMap(({ span, text: line }) => {
    const words = withoutComment(line, /#/).split(/\s+/).filter(Boolean);
    return words.length === 0 ? [] : [{ span, words }];
  });
}

function isName(word: string): boolean {
  return /^[A-Za-z0-9_][-A-Za-z0-9_.]*$/.test(word) && parseHost(word) === undefined;
}
