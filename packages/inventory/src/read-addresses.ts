/** Reads `addresses` lists and single addresses of the file. */
import { parseAddressText } from './address-text.ts';
import type { AddressFault } from './address-text.ts';
import { listAt, textAt } from './field-reader.ts';
import type { Text } from './field-reader.ts';
import type { AddressRange } from './address-range.ts';
import type { Reporter } from './reporter.ts';
import type { YamlTree } from './yaml-tree.ts';

/** @returns the entries that are addresses; the others are reported. */
export function readAddresses(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): readonly AddressRange[] {
  const addresses: AddressRange[] = [];
  for (const [index, item] of (listAt(tree, at, reporter)?.items ?? []).entries()) {
    const text = textAt(item, `${at}[${index}]`, reporter);
    const range = text === undefined ? undefined : readAddress(text, reporter);
    if (range !== undefined) addresses.push(range);
  }
  return addresses;
}

/** One host, CIDR or range. */
export function readAddress({ text, span }: Text, reporter: Reporter): AddressRange | undefined {
  const result = parseAddressText(text, span);
  if (result.ok) return result.value;
  report(result.error, { text, span }, reporter);
  return undefined;
}

function report(fault: AddressFault, { span }: Text, reporter: Reporter): void {
  const { text } = fault;
  switch (fault.kind) {
    case 'not-an-address':
      reporter.add('inventory/bad-address', span, { text });
      break;
    case 'bad-prefix-length':
      reporter.add('inventory/bad-prefix-length', span, { text, most: fault.most });
      break;
    case 'host-bits':
      reporter.add('inventory/host-bits', span, { text, network: fault.network });
      break;
    case 'reversed':
      reporter.add('inventory/reversed-range', span, { text, swapped: fault.swapped });
      break;
    case 'mixed-families':
      reporter.add('inventory/mixed-families', span, { text });
      break;
  }
}
