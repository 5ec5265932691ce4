/**
 * Expected results as the ntc-templates project keeps them beside its samples: a YAML list of flat records whose
 * values are quoted strings or lists of them. Reads that shape and nothing else of YAML.
 */

/** One record; empty values are left out, lists are joined by line feeds. */
export type NtcRow = Readonly<Record<string, string>>;

export function ntcRows(text: string): NtcRow[] {
  const rows: Record<string, string>[] = [];
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    const item = /^ {6}- (.*)$/.exec(line);
    const field = /^ {2}(?:- | {2})([a-z0-9_]+): ?(.*)$/.exec(line);
    const row = line.startsWith('  - ') ? {} : rows.at(-1);
    if (row === undefined) continue;
    if (line.startsWith('  - ')) rows.push(row);
    if (field !== null) {
      key = field[1] ?? '';
      const value = unquote(field[2] ?? '');
      if (value !== '' && value !== '[]') row[key] = value;
    } else if (item !== null) {
      const value = unquote(item[1] ?? '');
      row[key] = row[key] === undefined ? value : `${row[key]}\n${value}`;
    }
  }
  return rows;
}

function unquote(value: string): string {
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}
