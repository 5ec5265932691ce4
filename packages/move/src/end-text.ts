/** The configuration of a device at the end of a plan: each list that was edited stands where it stood, with the lines that it has then. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import type { Acl, Device } from '@aclift/ir';
import { listId } from '@aclift/verify';
import type { Dialect } from './dialect.ts';
import { openCommand } from './edits.ts';
import { listLines } from './list-lines.ts';

/**
 * Writes it.
 * @param edited ids of lists.
 * @returns undefined: what was written is not read as what was meant.
 */
export function endText(
  { name, text }: SourceText,
  before: Device,
  after: Device,
  edited: ReadonlySet<string>,
  dialect: Dialect,
): SourceText | undefined {
  const lines = new LineMap(text);
  const lineOf = (offset: number): number => lines.position(offset).line;
  const isEdited = (acl: Acl): boolean => edited.has(listId(before.source, acl.family, acl.name));
  const gone = new Set<number>();
  const put = new Map<number, readonly string[]>();
  for (const acl of before.acls.filter(isEdited)) {
    const own = [acl.span, ...acl.entries.map(({ span }) => span)].map(({ start }) =>
      lineOf(start),
    );
    for (const line of own) gone.add(line);
    const now = after.acls.find((one) => one.name === acl.name && one.family === acl.family);
    if (now !== undefined) put.set(Math.min(...own), blockOf(now, dialect));
  }
  const written = text.split(/\r\r\n|\r\n|\n|\r/).flatMap((line, at): readonly string[] => {
    const block = put.get(at + 1) ?? [];
    return gone.has(at + 1) ? block : [line];
  });
  const end = { name, text: written.join('\n') };
  const read = dialect.read(end);
  const same = after.acls.filter(isEdited).every((acl) => {
    const found = read.acls.find((one) => one.name === acl.name && one.family === acl.family);
    const [is, wanted] = [found, acl].map((one) =>
      one === undefined ? '' : listLines(one, dialect).join('\n'),
    );
    return is === wanted;
  });
  return same ? end : undefined;
}

function blockOf(acl: Acl, dialect: Dialect): readonly string[] {
  let number = 0;
  return [
    openCommand(acl),
    ...acl.entries.map((entry): string => {
      if (entry.kind === 'remark') return ` remark ${entry.text}`;
      number += 10;
      const text =
        entry.kind === 'ace'
          ? dialect.line(entry, acl)
          : entry.kind === 'evaluate'
            ? `evaluate ${entry.name}`
            : entry.text;
      return acl.family === 'ipv4' ? ` ${number} ${text}` : ` sequence ${number} ${text}`;
    }),
  ];
}
