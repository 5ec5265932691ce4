/** Reads one entry of `workloads`. Names and comparisons with other entries come later, when all are known. */
import type { Span } from '@aclift/diagnostics';
import type { Entry, Exit, Via } from './edge.ts';
import { choiceAt, fieldsOf, FILL_IN, listAt, mapAt, portAt, textAt } from './field-reader.ts';
import type { Text } from './field-reader.ts';
import type { HttpPort, Now, Vip, VipPort } from './inventory.ts';
import type { AddressRange, VipProtocol } from './address-range.ts';
import { isDnsLabel, isIgnoredByCilium } from './label.ts';
import { readAddress, readAddresses } from './read-addresses.ts';
import { readEntries, readExits, readVia } from './read-edge.ts';
import { readHttpPorts } from './read-http.ts';
import { readLabels } from './read-labels.ts';
import type { Labels } from './read-labels.ts';
import { isReleaseLabel } from './release-label.ts';
import type { Reporter } from './reporter.ts';
import type { YamlTree } from './yaml-tree.ts';

const PLACES: readonly Now[] = ['cluster', 'outside', 'both'];
const PROTOCOLS: readonly VipProtocol[] = ['TCP', 'UDP', 'SCTP'];

/** A workload before it has a name. */
export interface UnnamedWorkload {
  readonly namespace: Text;
  readonly labels: Labels;
  readonly addresses: readonly AddressRange[];
  readonly now: Now;
  readonly vips: readonly Vip[];
  readonly http?: readonly HttpPort[];
  readonly exit?: readonly Exit[];
  readonly entries?: readonly Entry[];
  readonly via?: readonly Via[];
  readonly span: Span;
}

/** @returns undefined when the entry cannot be a workload: what is wrong has been reported. */
export function readWorkload(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): UnnamedWorkload | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    {
      namespace: 'required',
      labels: 'required',
      addresses: 'optional',
      now: 'optional',
      vips: 'optional',
      http: 'optional',
      exit: 'optional',
      entries: 'optional',
      via: 'optional',
    },
    reporter,
  );
  const namespace =
    fields.namespace && readNamespaceName(fields.namespace.value, `${at}.namespace`, reporter);
  const read = fields.labels && readLabels(fields.labels.value, `${at}.labels`, 'pod', reporter);
  const addresses =
    fields.addresses === undefined
      ? []
      : readAddresses(fields.addresses.value, `${at}.addresses`, reporter);
  const now = fields.now && choiceAt(fields.now.value, `${at}.now`, PLACES, reporter);
  const vips = fields.vips === undefined ? [] : readVips(fields.vips.value, `${at}.vips`, reporter);
  const http = fields.http && readHttpPorts(fields.http.value, `${at}.http`, reporter);
  const exit = fields.exit && readExits(fields.exit.value, `${at}.exit`, reporter);
  const entries = fields.entries && readEntries(fields.entries.value, `${at}.entries`, reporter);
  const via = fields.via && readVia(fields.via.value, `${at}.via`, reporter);
  if (namespace === undefined || read === undefined || read.state === 'faulty') return undefined;
  if (namespace.text === FILL_IN || read.state === 'unfinished') {
    reporter.add('inventory/fill-in', fields.namespace?.keySpan ?? map.span, { what: 'workload' });
    return undefined;
  }
  const isFleeting = (key: string): boolean => isIgnoredByCilium(key) || isReleaseLabel(key);
  if (Object.keys(read.labels).every(isFleeting)) {
    reporter.add('inventory/no-labels', fields.labels?.value.span ?? map.span, {
      namespace: namespace.text,
    });
    return undefined;
  }
  return {
    namespace,
    labels: read.labels,
    addresses,
    now: now ?? 'cluster',
    vips,
    ...(http === undefined || http.length === 0 ? {} : { http }),
    ...(exit === undefined ? {} : { exit }),
    ...(entries === undefined ? {} : { entries }),
    ...(via === undefined ? {} : { via }),
    span: map.span,
  };
}

/** A namespace's name, or FILL-IN. */
function readNamespaceName(tree: YamlTree, at: string, reporter: Reporter): Text | undefined {
  const text = textAt(tree, at, reporter);
  if (text === undefined || text.text === FILL_IN || isDnsLabel(text.text)) return text;
  reporter.add('inventory/bad-namespace-name', text.span, { name: text.text });
  return undefined;
}

function readVips(tree: YamlTree, at: string, reporter: Reporter): readonly Vip[] {
  const vips: Vip[] = [];
  for (const [index, item] of (listAt(tree, at, reporter)?.items ?? []).entries()) {
    const vip = readVip(item, `${at}[${index}]`, reporter);
    if (vip !== undefined) vips.push(vip);
  }
  return vips;
}

function readVip(tree: YamlTree, at: string, reporter: Reporter): Vip | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(map, at, { address: 'required', ports: 'required' }, reporter);
  const text = fields.address && textAt(fields.address.value, `${at}.address`, reporter);
  const address = text && readAddress(text, reporter);
  const ports = fields.ports && readVipPorts(fields.ports.value, `${at}.ports`, reporter);
  if (address === undefined || ports === undefined || ports.length === 0) return undefined;
  if (address.from === address.to) return { address, ports, span: map.span };
  reporter.add('inventory/vip-not-a-host', address.span, { text: address.text });
  return undefined;
}

function readVipPorts(tree: YamlTree, at: string, reporter: Reporter): readonly VipPort[] {
  const ports = new Map<string, VipPort>();
  const items = listAt(tree, at, reporter)?.items ?? [];
  if (tree.kind === 'list' && items.length === 0) {
    reporter.add('inventory/missing-key', tree.span, { at: `${at}[0]`, key: 'port' });
  }
  for (const [index, item] of items.entries()) {
    const port = readVipPort(item, `${at}[${index}]`, reporter);
    if (port === undefined) continue;
    const key = `${port.protocol}/${port.port}`;
    if (ports.has(key)) reporter.add('inventory/duplicate-vip-port', port.span, port);
    else ports.set(key, port);
  }
  return [...ports.values()];
}

function readVipPort(tree: YamlTree, at: string, reporter: Reporter): VipPort | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    { port: 'required', target: 'required', protocol: 'optional' },
    reporter,
  );
  const port = fields.port && portAt(fields.port.value, `${at}.port`, reporter);
  const target = fields.target && portAt(fields.target.value, `${at}.target`, reporter);
  const protocol =
    fields.protocol === undefined
      ? 'TCP'
      : choiceAt(fields.protocol.value, `${at}.protocol`, PROTOCOLS, reporter);
  if (port === undefined || target === undefined || protocol === undefined) return undefined;
  return { port, target, protocol, span: map.span };
}
