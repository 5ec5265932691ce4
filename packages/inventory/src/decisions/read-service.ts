/** Reads services as decisions spell them: `tcp/443`, `tcp/8000-8080`, `udp`, `icmp/8`, `any`. */
import { type Text, textAt } from '../field-reader.ts';
import type { Reporter } from '../reporter.ts';
import type { YamlTree } from '../yaml-tree.ts';
import type { DecidedService } from './decisions.ts';

const SERVICE = /^(any|tcp|udp|sctp|icmp)(?:\/(0|[1-9]\d{0,4})(?:-([1-9]\d{0,4}))?)?$/;

/** @returns undefined when it is no service: that has been reported. */
export function readService(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): DecidedService | undefined {
  const text = textAt(tree, at, reporter);
  if (text === undefined) return undefined;
  const service = parseService(text);
  if (service === undefined) reporter.add('inventory/bad-service', text.span, { text: text.text });
  return service;
}

function parseService({ text, span }: Text): DecidedService | undefined {
  const found = SERVICE.exec(text);
  const protocol = found?.[1] as DecidedService['protocol'] | undefined;
  if (found === null || protocol === undefined) return undefined;
  if (found[2] === undefined) return { text, protocol, span };
  const from = Number(found[2]);
  const to = Number(found[3] ?? found[2]);
  const [least, most] = protocol === 'icmp' ? [0, 255] : [1, 65535];
  if (protocol === 'any' || from < least || to > most || from > to) return undefined;
  return { text, protocol, values: { from, to }, span };
}
