/** Names of addresses that a file of any importable format gives, without making an inventory of them. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import type { FormatName } from './format-name.ts';
import { detectFormat, IMPORTERS } from './formats.ts';
import { isNotUnderstood } from './outcome.ts';

/** One name of one address, with its place. */
export interface NamedAddress {
  /** As the file spells it: a host, CIDR or range. */
  readonly address: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** What a file names. */
export interface NamedAddresses {
  readonly format: FormatName;
  readonly names: readonly NamedAddress[];
  /** Records that were not understood. Others that give no name, such as an MX record, are none of these. */
  readonly notUnderstood: number;
}

/**
 * Reads the names of a file. Names that only tell where an address was seen (an interface, a pool) are left out.
 * @returns undefined: the file is of no format that is known for sure.
 */
export function namedAddresses(source: SourceText): NamedAddresses | undefined {
  const format = detectFormat(source);
  if (format === undefined) return undefined;
  const options = { columns: new Map<string, string>(), hasNamespace: false, files: [source.name] };
  const [records = []] = IMPORTERS[format].read([source], options);
  const lines = new LineMap(source.text);
  return {
    format,
    names: records.flatMap(({ content, span }) =>
      content.kind === 'named' && content.by !== 'place'
        ? content.addresses.map((address) => ({
            address,
            name: content.name,
            line: lines.position(span.start).line,
          }))
        : [],
    ),
    notUnderstood: records.filter(
      ({ content }) =>
        content.kind === 'skipped' &&
        isNotUnderstood({ outcome: 'skipped', reason: content.reason }),
    ).length,
  };
}
