/** Reads the `externals` section. */
import {
  choiceAt,
  fieldsOf,
  FILL_IN,
  listAt,
  mapAt,
  sectionItems,
  textAt,
} from './field-reader.ts';
import type { Entity, External } from './inventory.ts';
import { readAddresses } from './read-addresses.ts';
import type { Reporter } from './reporter.ts';
import type { YamlEntry, YamlTree } from './yaml-tree.ts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_./ ]{0,61}[A-Za-z0-9])?$/;

/** Whether an external may have the name. */
export function isExternalName(name: string): boolean {
  return NAME.test(name);
}

const ENTITIES: readonly Entity[] = [
  'world',
  'kube-apiserver',
  'host',
  'remote-node',
  'ingress',
  'health',
];

/** Of externals with one name the first is kept. */
export function readExternals(
  field: YamlEntry | undefined,
  reporter: Reporter,
): readonly External[] {
  const externals = new Map<string, External>();
  for (const [index, item] of sectionItems(field, 'externals', reporter).entries()) {
    const external = readExternal(item, `externals[${index}]`, reporter);
    if (external === undefined) continue;
    const earlier = externals.get(external.name);
    if (earlier === undefined) externals.set(external.name, external);
    else {
      const other = reporter.place(earlier.span);
      reporter.add('inventory/duplicate-external', external.span, { name: external.name, other });
    }
  }
  return [...externals.values()];
}

function readExternal(tree: YamlTree, at: string, reporter: Reporter): External | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    { name: 'required', addresses: 'required', fqdns: 'optional', entity: 'optional' },
    reporter,
  );
  const name = fields.name && textAt(fields.name.value, `${at}.name`, reporter);
  const addresses =
    fields.addresses && readAddresses(fields.addresses.value, `${at}.addresses`, reporter);
  const fqdns = fields.fqdns && readFqdns(fields.fqdns.value, `${at}.fqdns`, reporter);
  const entity = fields.entity && choiceAt(fields.entity.value, `${at}.entity`, ENTITIES, reporter);
  if (name === undefined || addresses === undefined) return undefined;
  if (name.text === FILL_IN) {
    reporter.add('inventory/fill-in', name.span, { what: 'external' });
    return undefined;
  }
  if (!isExternalName(name.text)) {
    reporter.add('inventory/bad-external-name', name.span, { name: name.text });
    return undefined;
  }
  const list = fields.addresses?.value;
  if (list?.kind === 'list' && list.items.length === 0) {
    reporter.add('inventory/no-addresses', list.span, { name: name.text });
  }
  if (addresses.length === 0) return undefined;
  return {
    name: name.text,
    addresses,
    ...(fqdns === undefined || fqdns.length === 0 ? {} : { fqdns }),
    ...(entity === undefined ? {} : { entity }),
    span: map.span,
  };
}

function readFqdns(tree: YamlTree, at: string, reporter: Reporter): readonly string[] {
  const names = new Set<string>();
  for (const [index, item] of (listAt(tree, at, reporter)?.items ?? []).entries()) {
    const text = textAt(item, `${at}[${index}]`, reporter);
    if (text === undefined) continue;
    if (isHostName(text.text)) names.add(text.text.toLowerCase());
    else reporter.add('inventory/bad-fqdn', text.span, { text: text.text });
  }
  return [...names];
}

/** At least two DNS labels, without a wildcard: a name that somebody looks up. */
function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => /^[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    !/^[0-9]+$/.test(labels.at(-1) ?? '')
  );
}
