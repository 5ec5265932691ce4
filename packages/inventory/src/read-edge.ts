/** Reads what an inventory says of the edge: `cluster`, `paths`, and `exit`, `entries` and `via` of a workload. */
import type {
  ClientView,
  Cluster,
  ClusterEngine,
  EdgePath,
  Entry,
  EntryPort,
  Exit,
  ExitAs,
  SourceRanges,
  Via,
} from './edge.ts';
import { choiceAt, fieldsOf, listAt, mapAt, portAt, sectionItems, textAt } from './field-reader.ts';
import type { AddressRange, VipProtocol } from './address-range.ts';
import { readAddress, readAddresses } from './read-addresses.ts';
import { isDnsLabel } from './label.ts';
import type { Reporter } from './reporter.ts';
import type { YamlEntry, YamlTree } from './yaml-tree.ts';

const ENGINES: readonly ClusterEngine[] = [
  'cilium',
  'calico',
  'calico-ebpf',
  'antrea',
  'ovn-kubernetes',
  'kube-proxy',
  'other',
];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'tcp', 'udp', 'sctp'] as const;
const CLIENTS = ['visible', 'node', 'world', 'ingress', 'hidden'] as const;
const WORDS = ['pod', 'node'] as const;
const RANGES: readonly SourceRanges[] = ['everywhere', 'balancers', 'nowhere'];

/** Services that have a name in `via`, by IANA's registry. */
const SERVICES: Readonly<Record<string, Via['ports']>> = {
  dns: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
  ntp: [{ protocol: 'UDP', port: 123 }],
  syslog: [{ protocol: 'UDP', port: 514 }],
  snmp: [{ protocol: 'UDP', port: 161 }],
};

/** @returns undefined: the section is not there, or is no map. */
export function readCluster(field: YamlEntry | undefined, reporter: Reporter): Cluster | undefined {
  if (field === undefined) return undefined;
  const map = mapAt(field.value, 'cluster', reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    'cluster',
    {
      engine: 'optional',
      nodes: 'optional',
      pods: 'optional',
      internal: 'optional',
      sourceRanges: 'optional',
      exit: 'optional',
    },
    reporter,
  );
  const addresses = (key: 'nodes' | 'pods' | 'internal'): readonly AddressRange[] => {
    const entry = fields[key];
    return entry === undefined ? [] : readAddresses(entry.value, `cluster.${key}`, reporter);
  };
  const engine =
    fields.engine && choiceAt(fields.engine.value, 'cluster.engine', ENGINES, reporter);
  const sourceRanges =
    fields.sourceRanges &&
    choiceAt(fields.sourceRanges.value, 'cluster.sourceRanges', RANGES, reporter);
  const exit = fields.exit && readExits(fields.exit.value, 'cluster.exit', reporter);
  return {
    ...(engine === undefined ? {} : { engine }),
    nodes: addresses('nodes'),
    pods: addresses('pods'),
    internal: addresses('internal'),
    ...(sourceRanges === undefined ? {} : { sourceRanges }),
    ...(exit === undefined ? {} : { exit }),
    span: map.span,
  };
}

/** The `paths` section. */
export function readPaths(field: YamlEntry | undefined, reporter: Reporter): readonly EdgePath[] {
  return sectionItems(field, 'paths', reporter).flatMap((item, index): readonly EdgePath[] => {
    const at = `paths[${index}]`;
    const map = mapAt(item, at, reporter);
    if (map === undefined) return [];
    const fields = fieldsOf(map, at, { to: 'required', interface: 'required' }, reporter);
    const to = fields.to && readSome(fields.to.value, `${at}.to`, reporter);
    const via = fields.interface && textAt(fields.interface.value, `${at}.interface`, reporter);
    return to === undefined || via === undefined
      ? []
      : [{ to, interface: via.text, span: map.span }];
  });
}

/** `exit: node`, or a list of exits by destination. */
export function readExits(tree: YamlTree, at: string, reporter: Reporter): readonly Exit[] {
  if (tree.kind === 'scalar') {
    const as = choiceAt(tree, at, WORDS, reporter);
    return as === undefined ? [] : [{ as, span: tree.span }];
  }
  const exits: Exit[] = [];
  for (const [index, item] of (listAt(tree, at, reporter)?.items ?? []).entries()) {
    const exit = readExit(item, `${at}[${index}]`, reporter);
    if (exit !== undefined) exits.push(exit);
  }
  for (const [index, exit] of exits.entries()) {
    for (const earlier of exits.slice(0, index)) {
      const both = commonPrefix(exit, earlier);
      if (both === undefined) continue;
      const other = reporter.place(earlier.span);
      reporter.add('inventory/overlapping-exits', exit.span, { at, text: both, other });
    }
  }
  return exits;
}

/** A destination that two exits name with one and the same range: nothing tells which of them is meant. */
function commonPrefix(a: Exit, b: Exit): string | undefined {
  if (a.to === undefined || b.to === undefined) return a.to === b.to ? 'every address' : undefined;
  return a.to.find((one) => b.to?.some(({ from, to }) => from === one.from && to === one.to))?.text;
}

function readExit(tree: YamlTree, at: string, reporter: Reporter): Exit | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(map, at, { to: 'optional', as: 'required' }, reporter);
  const to = fields.to && readSome(fields.to.value, `${at}.to`, reporter);
  const as = fields.as && readAs(fields.as.value, `${at}.as`, reporter);
  if (as === undefined || (fields.to !== undefined && to === undefined)) return undefined;
  return { ...(to === undefined ? {} : { to }), as, span: map.span };
}

function readAs(tree: YamlTree, at: string, reporter: Reporter): ExitAs | undefined {
  if (tree.kind === 'list') return readSome(tree, at, reporter);
  return choiceAt(tree, at, WORDS, reporter);
}

/** The `entries` of a workload. */
export function readEntries(tree: YamlTree, at: string, reporter: Reporter): readonly Entry[] {
  return (listAt(tree, at, reporter)?.items ?? []).flatMap((item, index) => {
    const entry = readEntry(item, `${at}[${index}]`, reporter);
    return entry === undefined ? [] : [entry];
  });
}

function readEntry(tree: YamlTree, at: string, reporter: Reporter): Entry | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    {
      address: 'required',
      ports: 'optional',
      client: 'optional',
      ranges: 'optional',
      nodePort: 'optional',
      from: 'optional',
      service: 'optional',
    },
    reporter,
  );
  const text = fields.address && textAt(fields.address.value, `${at}.address`, reporter);
  const address = text && readAddress(text, reporter);
  const ports = fields.ports && readPorts(fields.ports.value, `${at}.ports`, reporter);
  const client = fields.client && readClient(fields.client.value, `${at}.client`, reporter);
  const ranges = fields.ranges && readSome(fields.ranges.value, `${at}.ranges`, reporter);
  const from = fields.from && readSome(fields.from.value, `${at}.from`, reporter);
  const service = fields.service && serviceAt(fields.service.value, `${at}.service`, reporter);
  const nodePort = fields.nodePort && portAt(fields.nodePort.value, `${at}.nodePort`, reporter);
  if (address === undefined || (fields.ports !== undefined && ports === undefined)) {
    return undefined;
  }
  if (ports !== undefined && address.from !== address.to) {
    // Ports of a Service belong to one address; a pool has the ports of its pods.
    reporter.add('inventory/vip-not-a-host', address.span, { text: address.text });
    return undefined;
  }
  return {
    address,
    ...(ports === undefined ? {} : { ports }),
    ...(client === undefined ? {} : { client }),
    ...(ranges === undefined ? {} : { ranges }),
    ...(nodePort === undefined ? {} : { nodePort }),
    ...(from === undefined ? {} : { from }),
    ...(service === undefined ? {} : { service }),
    span: map.span,
  };
}

/** The name of a Service, as the API takes it. */
function serviceAt(tree: YamlTree, at: string, reporter: Reporter): string | undefined {
  const text = textAt(tree, at, reporter);
  if (text === undefined || isDnsLabel(text.text)) return text?.text;
  reporter.add('inventory/bad-service-name', text.span, { name: text.text });
  return undefined;
}

function readClient(tree: YamlTree, at: string, reporter: Reporter): ClientView | undefined {
  if (tree.kind !== 'map') return choiceAt(tree, at, CLIENTS, reporter);
  const fields = fieldsOf(tree, at, { through: 'required' }, reporter);
  const through = fields.through && textAt(fields.through.value, `${at}.through`, reporter);
  return through === undefined ? undefined : { through: through.text };
}

function readPorts(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): readonly EntryPort[] | undefined {
  const ports = new Map<string, EntryPort>();
  const items = listAt(tree, at, reporter)?.items ?? [];
  if (tree.kind === 'list' && items.length === 0) {
    reporter.add('inventory/missing-key', tree.span, { at: `${at}[0]`, key: 'port' });
  }
  for (const [index, item] of items.entries()) {
    const here = `${at}[${index}]`;
    const map = mapAt(item, here, reporter);
    if (map === undefined) continue;
    const fields = fieldsOf(
      map,
      here,
      { port: 'required', target: 'optional', protocol: 'optional' },
      reporter,
    );
    const port = fields.port && portAt(fields.port.value, `${here}.port`, reporter);
    const target =
      fields.target === undefined ? port : portAt(fields.target.value, `${here}.target`, reporter);
    const protocol =
      fields.protocol === undefined
        ? 'TCP'
        : choiceAt(fields.protocol.value, `${here}.protocol`, PROTOCOLS, reporter);
    if (port === undefined || target === undefined || protocol === undefined) continue;
    const word = protocol.toUpperCase() as VipProtocol;
    const key = `${word}/${port}`;
    if (ports.has(key)) {
      reporter.add('inventory/duplicate-vip-port', map.span, { port, protocol: word });
    } else ports.set(key, { port, target, protocol: word, span: map.span });
  }
  return ports.size === 0 ? undefined : [...ports.values()];
}

/** The `via` of a workload: service → workload. */
export function readVia(tree: YamlTree, at: string, reporter: Reporter): readonly Via[] {
  return (mapAt(tree, at, reporter)?.entries ?? []).flatMap((entry): readonly Via[] => {
    const ports = SERVICES[entry.key] ?? portsOf(entry.key);
    const workload = textAt(entry.value, `${at}.${entry.key}`, reporter);
    if (ports === undefined) {
      reporter.add('inventory/bad-via', entry.keySpan, { text: entry.key });
      return [];
    }
    if (workload === undefined) return [];
    return [{ service: entry.key, ports, workload: workload.text, span: workload.span }];
  });
}

function portsOf(text: string): Via['ports'] | undefined {
  const found = /^([1-9][0-9]{0,4})\/(tcp|udp|sctp)$/i.exec(text);
  const port = Number(found?.[1]);
  if (found === null || port > 65535) return undefined;
  return [{ port, protocol: (found[2] ?? '').toUpperCase() as VipProtocol }];
}

/** Addresses of which there has to be one. */
function readSome(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): readonly AddressRange[] | undefined {
  const addresses = readAddresses(tree, at, reporter);
  if (addresses.length > 0) return addresses;
  if (tree.kind === 'list' && tree.items.length === 0) {
    reporter.add('inventory/missing-key', tree.span, { at: `${at}[0]`, key: 'address' });
  }
  return undefined;
}
