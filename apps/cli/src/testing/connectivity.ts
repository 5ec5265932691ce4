/**
 * Connectivity that another tool lists for folders of Kubernetes objects: the workloads of the folder, its policies, and
 * each line of the list as flows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Span } from '@aclift/diagnostics';
import type { Inventory, Workload } from '@aclift/inventory';
import type { FlowBox } from '@aclift/verify';
import type { Range } from '@aclift/packet-set';
import { parseAllDocuments } from 'yaml';
import type { Yaml } from './brute-selectors.ts';
import { addressOf } from './estate-ends.ts';

const NOWHERE: Span = { start: 0, end: 0 };

/** A folder of objects. */
export interface Folder {
  /** Texts of its files by name. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Workloads with ids as the tool writes them: `namespace/name[Kind]`. */
  readonly inventory: Inventory;
  /** Kinds of all objects in it. */
  readonly kinds: ReadonlySet<string>;
}

export function readFolder(path: URL): Folder {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, path), 'utf8') }));
  const objects = files.flatMap(({ text }) => objectsOf(text));
  const workloads = new Map<string, Workload>();
  for (const object of objects) {
    const workload = workloadOf(object);
    if (workload !== undefined && !workloads.has(workload.id)) workloads.set(workload.id, workload);
  }
  const labels = new Map<string, Readonly<Record<string, string>>>(
    objects
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
  );
  const namespaces = new Set([
    ...labels.keys(),
    ...[...workloads.values()].map((w) => w.namespace),
  ]);
  return {
    files,
    kinds: new Set(objects.map(({ kind }) => kind as string)),
    inventory: {
      source: 'inventory.yaml',
      workloads: [...workloads.values()],
      namespaces: [...namespaces].map((name) => ({
        name,
        labels: { ...labels.get(name), 'kubernetes.io/metadata.name': name },
        span: NOWHERE,
      })),
      externals: [],
    } as unknown as Inventory,
  };
}

function objectsOf(text: string): readonly Yaml[] {
  return parseAllDocuments(text).flatMap((document) => {
    const object: Yaml = document.errors.length > 0 ? undefined : document.toJS();
    if (typeof object !== 'object' || object === null) return [];
    return Array.isArray(object.items)
      ? object.items.map((item: Yaml) => ({
          kind: String(object.kind).replace(/List$/, ''),
          ...item,
        }))
      : [object];
  });
}

const CONTROLLERS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
];

/** Pods stand under their owner's name. */
function workloadOf({ kind, metadata, spec }: Yaml): Workload | undefined {
  const owner: Yaml = metadata?.ownerReferences?.[0];
  const name =
    kind === 'Pod' && owner !== undefined
      ? `${owner.name}[${owner.kind ?? 'Pod'}]`
      : `${metadata?.name}[${kind}]`;
  if (kind !== 'Pod' && !CONTROLLERS.includes(kind as string)) return undefined;
  const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template;
  const namespace = metadata.namespace ?? 'default';
  return {
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels: (kind === 'Pod' ? metadata.labels : template?.metadata?.labels) ?? {},
    addresses: [],
    now: 'cluster',
    vips: [],
    span: NOWHERE,
  };
}

/** One line of a list. */
export interface Connection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Protocols with their ports, without the ends. */
  readonly services: readonly FlowBox[];
}

export type ConnectionEnd =
  | { readonly kind: 'workload'; readonly id: string }
  | { readonly kind: 'outside'; readonly addresses: Range };

/** Reads `src => dst : connections` lines; those about an ingress controller come from other objects than policies. */
export function readConnections(text: string): readonly Connection[] {
  const [list = ''] = text.split('\nExposure Analysis Result:', 1);
  return list
    .split('\n')
    .filter((line) => line.includes(' => ') && !line.startsWith('{ingress-controller}'))
    .map((line) => {
      const [, from = '', to = '', what = ''] = /^(.*?)\s+=>\s+(.*?) : (.*)$/.exec(line) ?? [];
      return { from: endOf(from), to: endOf(to), services: servicesOf(what) };
    });
}

function endOf(text: string): ConnectionEnd {
  const [, from, to] = /^([\d.]+|[\da-f:]+)-([\d.]+|[\da-f:]+)\[External\]$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return { kind: 'workload', id: text };
  return { kind: 'outside', addresses: { from: addressOf(from), to: addressOf(to) } as Range };
}

const NUMBERS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, SCTP: 132 };

/** `All Connections`, or protocols with ports: `SCTP 1-65535,TCP 80,90-99,UDP 53`. */
function servicesOf(text: string): readonly FlowBox[] {
  const every = Object.values(NUMBERS).map((protocol) => ({
    protocol: [{ from: protocol, to: protocol }],
    service: [{ from: 1, to: 65535 }],
  }));
  if (text === 'All Connections') return every;
  const parts = text.split(/,(?=[A-Z])/);
  return parts.map((part) => {
    const [name = '', ports = ''] = part.split(' ');
    const protocol = NUMBERS[name];
    if (protocol === undefined) throw new Error(`no connection: ${text}`);
    return {
      protocol: [{ from: protocol, to: protocol }],
      service: ports.split(',').map((range) => {
        const [from = '', to = from] = range.split('-');
        return { from: Number(from), to: Number(to) };
      }),
    };
  });
}
