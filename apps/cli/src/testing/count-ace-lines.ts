/**
 * Counts the permit and deny lines of IP access lists in a configuration, by looking at lines alone. Knows no grammar, so
 * that it can say whether the grammar lost one.
 */

/** Numbers of IPv4 packet filters; the others belong to other protocols. */
function isIpNumber(number: number): boolean {
  return (
    (number >= 1 && number <= 199) ||
    (number >= 1300 && number <= 1999) ||
    (number >= 2000 && number <= 2699)
  );
}

const ENTRY = /^(?:\d+\s+|sequence\s+\d+\s+)?(permit|deny|dynamic)\b/i;
const STAYS_INSIDE = /^(?:(?:\d+\s+|sequence\s+\d+\s+)?(?:remark|evaluate)\b|no\s|default\s|!|$)/i;
/** Headers of lists, foreign spellings included: a name after the kind, or a name alone. */
const NAMED =
  /^(?:ip\s+access-list\s+(?!resequence\b|log-update\b|logging\b|match-local|persistent\b|helper\b)\S|ipv6\s+access-list\s+(?!log-update\b|match-local)\S|access-list\s+\S+(?:\s+(?:standard|extended))?$)/i;
/** An entry with its list's name on the same line. */
const ONE_LINE = /^access-list\s+(\S+)\s+(?:(?:standard|extended)\s+)?(?:permit|deny|dynamic)\b/i;
const BANNER = /^(?:banner\s+\S+|vacant-message|refuse-message)\s+(\^C|\S)/i;
const CERTIFICATE = /^certificate\s+(?:self-signed|ca|\S+)/i;

/** How many lines of `text` are permit or deny entries of IP access lists. */
export function countAceLines(text: string): number {
  let count = 0;
  let inside = false;
  let until: ((line: string) => boolean) | undefined;
  for (const raw of text.split(/\r*\n|\r/)) {
    const line = raw.trim();
    if (until !== undefined) {
      if (until(line)) until = undefined;
      continue;
    }
    const banner = BANNER.exec(line);
    if (banner !== null) {
      const [opening, delimiter = ''] = banner;
      const closes = (rest: string): boolean => rest.includes(delimiter) || rest.includes('\u0003');
      if (!closes(line.slice(opening.length))) until = closes;
      inside = false;
      continue;
    }
    if (CERTIFICATE.test(line)) {
      until = (rest) => rest === 'quit';
      continue;
    }
    const oneLine = ONE_LINE.exec(line);
    if (oneLine !== null) {
      const [, name = ''] = oneLine;
      if (!/^\d+$/.test(name) || isIpNumber(Number(name))) count += 1;
      inside = false;
    } else if (NAMED.test(line)) {
      inside = true;
    } else if (inside && ENTRY.test(line)) {
      count += 1;
    } else if (!STAYS_INSIDE.test(line)) {
      inside = false;
    }
  }
  return count;
}
