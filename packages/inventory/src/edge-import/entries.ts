/** Entries of workloads out of Services, Ingresses and Gateways: where clients arrive, and what the policy sees of them. */
import type { VipProtocol } from '../address-range.ts';
import type { Inventory } from '../inventory.ts';
import type { Plain } from '../edit/render.ts';
import type { Pods } from '../import/formats/kubernetes-services.ts';
import { at, listAt, textAt, textsAt } from '../import/tree.ts';
import { isAddress } from './cluster-section.ts';
import { type ClusterObject, ofKind } from './objects.ts';
import { placeOf, selectorText } from './place.ts';
import type { Plugin, SeenClient } from './plugin.ts';

/** An entry of a workload, with the object that it is from. */
export interface FoundEntry {
  readonly workload: string;
  readonly entry: { readonly [key: string]: Plain };
  /** Titles of the objects. */
  readonly from: string;
}

/** What became of an object. */
export interface ObjectOutcome {
  readonly object: ClusterObject;
  readonly kind: 'used' | 'nothing' | 'not-understood';
  readonly why: string;
}

/** Entries, and an outcome for each object that was looked at. */
export interface FoundEntries {
  readonly entries: readonly FoundEntry[];
  readonly outcomes: readonly ObjectOutcome[];
}

interface Port {
  readonly port: number;
  readonly target: number;
  readonly protocol: VipProtocol;
  readonly nodePort: number | undefined;
}

const PROTOCOLS: readonly VipProtocol[] = ['TCP', 'UDP', 'SCTP'];
/** More nodes than this are no list of entries that anybody reads. */
const MOST_NODES = 16;

/** What it needs. */
export interface EntriesInput {
  readonly objects: readonly ClusterObject[];
  readonly inventory: Inventory;
  readonly plugin: Plugin | undefined;
  readonly pods: Pods;
}

/** Services that clients outside may reach. */
export function serviceEntries(input: EntriesInput): FoundEntries {
  const entries: FoundEntry[] = [];
  const outcomes: ObjectOutcome[] = [];
  const nodes = ofKind(input.objects, 'Node').flatMap(({ tree }) =>
    listAt(tree, 'status', 'addresses')
      .filter((one) => textAt(one, 'type') === 'InternalIP')
      .map((one) => textAt(one, 'address')),
  );
  for (const object of ofKind(input.objects, 'Service')) {
    const found = ofService(input, object, nodes);
    entries.push(...found.entries);
    outcomes.push(found.outcome);
  }
  return { entries, outcomes };
}

function ofService(
  { inventory, plugin, pods }: EntriesInput,
  object: ClusterObject,
  nodes: readonly string[],
): { readonly entries: readonly FoundEntry[]; readonly outcome: ObjectOutcome } {
  const { name, namespace, title, tree } = object;
  const spec = at(tree, 'spec');
  const type = textAt(spec, 'type') || 'ClusterIP';
  const say = (kind: ObjectOutcome['kind'], why: string, own: readonly FoundEntry[] = []) => ({
    entries: own,
    outcome: { object, kind, why },
  });
  const ingress = listAt(tree, 'status', 'loadBalancer', 'ingress');
  const external = listAt(spec, 'externalIPs').map((one) => textAt(one));
  const balancer = ingress.map((one) => textAt(one, 'ip')).filter(Boolean);
  const isNodePort = type === 'NodePort';
  if (type !== 'LoadBalancer' && !isNodePort && external.length === 0) {
    return say('nothing', 'it has no address outside the cluster');
  }
  const selector = textsAt(spec, 'selector');
  const place = placeOf(inventory, namespace, selector);
  if (place.kind === 'none') {
    const text = selectorText(selector);
    return say(
      'not-understood',
      text === ''
        ? 'it has no selector, so that nobody tells which workload is behind it'
        : `the inventory has no workload of ${namespace} with ${text}`,
    );
  }
  if (place.kind === 'several') {
    return say('not-understood', `its selector picks several workloads: ${place.ids.join(', ')}`);
  }
  const ports = portsOf(object, pods, selector);
  if (typeof ports === 'string') return say('not-understood', ports);
  const addresses = [...new Set([...balancer, ...external])].filter(isAddress);
  if (addresses.length === 0 && !isNodePort) {
    const named = ingress.map((one) => textAt(one, 'hostname')).filter(Boolean);
    return say(
      'not-understood',
      named.length === 0
        ? 'its balancer has no address yet'
        : `its balancer has a name and no address: ${named.join(', ')}`,
    );
  }
  if (isNodePort && nodes.length === 0) {
    return say('not-understood', 'it has node ports, and no Node tells an address');
  }
  if (isNodePort && nodes.length > MOST_NODES) {
    return say(
      'not-understood',
      `it has node ports on ${nodes.length} nodes: add entries for those that clients use`,
    );
  }
  const ranges = listAt(spec, 'loadBalancerSourceRanges')
    .map((one) => textAt(one))
    .filter(isAddress);
  const seen = seenBy(object, plugin, ports);
  const own = (address: string, some: readonly Port[], outer: (port: Port) => number) =>
    entryOf({ address, ports: some, outer, client: seen.client, service: name });
  const made: FoundEntry[] = addresses.map((address) => ({
    workload: place.workload.id,
    from: title,
    entry: {
      ...own(address, ports, ({ port }) => port),
      ...(ranges.length === 0 || !balancer.includes(address) ? {} : { ranges }),
    },
  }));
  if (isNodePort) {
    const onNodes = ports.filter(({ nodePort }) => nodePort !== undefined);
    for (const node of new Set(nodes.filter(isAddress))) {
      if (onNodes.length === 0) break;
      made.push({
        workload: place.workload.id,
        from: `${title}, node ports`,
        entry: own(node, onNodes, ({ nodePort, port }) => nodePort ?? port),
      });
    }
  }
  return say('used', seen.why, made);
}

/** What the policy sees, where all ports agree. */
function seenBy(
  object: ClusterObject,
  plugin: Plugin | undefined,
  ports: readonly Port[],
): { readonly client: SeenClient | undefined; readonly why: string } {
  const { tree } = object;
  const annotations = textsAt(tree, 'metadata', 'annotations');
  const aws = 'service.beta.kubernetes.io/aws-load-balancer-';
  const attributes = annotations[`${aws}target-group-attributes`] ?? '';
  if (
    annotations[`${aws}nlb-target-type`] === 'ip' &&
    !/preserve_client_ip\.enabled=true/.test(attributes) &&
    ports.some(({ protocol }) => protocol === 'TCP')
  ) {
    return {
      client: undefined,
      why: 'its balancer sends TCP to pods from addresses of its own: client is left open',
    };
  }
  if (textAt(tree, 'spec', 'externalTrafficPolicy') === 'Local') {
    return { client: 'visible', why: 'externalTrafficPolicy: Local' };
  }
  if (plugin === undefined) {
    return {
      client: undefined,
      why: 'no object tells what enforces policies: client is left open',
    };
  }
  const seen = new Set(ports.map(({ protocol }) => plugin.clusterPolicy(object, protocol)));
  const [only, ...more] = seen;
  return more.length > 0 || only === undefined
    ? { client: undefined, why: 'its ports differ in what policies see: client is left open' }
    : { client: only, why: `externalTrafficPolicy: Cluster, ${plugin.engine}` };
}

/** @returns a text: why they are not known. */
function portsOf(
  { name, namespace, tree }: ClusterObject,
  pods: Pods,
  selector: Readonly<Record<string, string>>,
): readonly Port[] | string {
  const ports: Port[] = [];
  for (const one of listAt(tree, 'spec', 'ports')) {
    const port = Number(textAt(one, 'port'));
    const protocol = PROTOCOLS.find((word) => word === (textAt(one, 'protocol') || 'TCP'));
    const said = textAt(one, 'targetPort');
    const target = /^\d+$/.test(said)
      ? Number(said)
      : said === ''
        ? port
        : pods.port(namespace, name, textAt(one, 'name'), said, selector);
    if (target === undefined) {
      return `nothing tells which port of the pods is called ${said}: give the EndpointSlices too`;
    }
    if (protocol === undefined || !(port >= 1 && port <= 65_535)) {
      return `its port ${textAt(one, 'port')} is none`;
    }
    const nodePort = Number(textAt(one, 'nodePort') || 0);
    ports.push({ port, target, protocol, nodePort: nodePort > 0 ? nodePort : undefined });
  }
  return ports.length === 0 ? 'it has no ports' : ports;
}

/** An entry as the file spells it. */
export function entryOf({
  address,
  client,
  outer,
  ports,
  service,
}: {
  readonly address: string;
  readonly ports: readonly Port[];
  readonly outer: (port: Port) => number;
  readonly client: Plain | undefined;
  readonly service?: string;
}): { readonly [key: string]: Plain } {
  const [one] = ports;
  const single = ports.length === 1 && one?.nodePort !== undefined && outer(one) !== one.nodePort;
  return {
    address,
    ports: ports.map((port): Plain => ({
      port: outer(port),
      ...(port.target === outer(port) ? {} : { target: port.target }),
      ...(port.protocol === 'TCP' ? {} : { protocol: port.protocol }),
    })),
    ...(client === undefined ? {} : { client }),
    ...(service === undefined ? {} : { service }),
    ...(single ? { nodePort: one.nodePort } : {}),
  };
}

/** Ingresses and routes of Gateways: their address, and the Services behind them. */
export function frontEntries(input: EntriesInput): FoundEntries {
  const { inventory, objects, pods } = input;
  const entries: FoundEntry[] = [];
  const outcomes: ObjectOutcome[] = [];
  const services = ofKind(objects, 'Service');
  const add = (
    object: ClusterObject,
    isCilium: boolean,
    addresses: readonly string[],
    outer: readonly number[],
    backends: readonly {
      readonly namespace: string;
      readonly name: string;
      readonly port: string;
    }[],
  ): void => {
    const say = (kind: ObjectOutcome['kind'], why: string): void => {
      outcomes.push({ object, kind, why });
    };
    const own = addresses.filter(isAddress);
    if (own.length === 0) return say('not-understood', 'it has no address yet');
    if (backends.length === 0) return say('nothing', 'it leads to no Service');
    const front = isCilium ? undefined : frontOf(input, own);
    if (!isCilium && front === undefined) {
      return say(
        'not-understood',
        'no Service with its address picks a workload of the inventory, so that nobody tells whose pods are in front',
      );
    }
    let used = 0;
    for (const backend of backends) {
      const service = services.find(
        (one) => one.namespace === backend.namespace && one.name === backend.name,
      );
      const selector = textsAt(service?.tree, 'spec', 'selector');
      const place = placeOf(inventory, backend.namespace, selector);
      const targets = service === undefined ? [] : portsOf(service, pods, selector);
      if (place.kind !== 'one' || typeof targets === 'string') continue;
      const target = targets.find(
        ({ port }) => backend.port === '' || String(port) === backend.port,
      );
      const byName = listAt(service?.tree, 'spec', 'ports').findIndex(
        (one) => textAt(one, 'name') === backend.port,
      );
      const found = target ?? targets[byName];
      if (found === undefined) continue;
      used += 1;
      for (const address of own) {
        entries.push({
          workload: place.workload.id,
          from: `${object.title} → Service ${backend.namespace}/${backend.name}`,
          entry: {
            address,
            ports: outer.map((port): Plain => ({ port, target: found.target })),
            client: front === undefined ? 'ingress' : { through: front },
          },
        });
      }
    }
    if (used === backends.length) say('used', `${used} Services behind it`);
    else {
      say(
        'not-understood',
        `${backends.length - used} of ${backends.length} Services behind it lead to no workload or port that is known`,
      );
    }
  };
  for (const object of ofKind(objects, 'Ingress', 'networking.k8s.io')) {
    const { namespace, tree } = object;
    const name =
      textAt(tree, 'spec', 'ingressClassName') ||
      textAt(tree, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
    const paths = listAt(tree, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
    const backends = [
      at(tree, 'spec', 'defaultBackend'),
      ...paths.map((path) => at(path, 'backend')),
    ]
      .flatMap((one) => at(one, 'service') ?? [])
      .map((one) => ({
        namespace,
        name: textAt(one, 'name'),
        port: textAt(one, 'port', 'number') || textAt(one, 'port', 'name'),
      }));
    const tls = listAt(tree, 'spec', 'tls').length > 0;
    add(
      object,
      name === 'cilium',
      listAt(tree, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip')),
      tls ? [80, 443] : [80],
      unique(backends),
    );
  }
  const gateways = ofKind(objects, 'Gateway', 'gateway.networking.k8s.io');
  for (const object of ofKind(objects, 'HTTPRoute', 'gateway.networking.k8s.io')) {
    const { namespace, tree } = object;
    const parents = listAt(tree, 'spec', 'parentRefs').flatMap((ref) =>
      gateways.filter(
        (one) =>
          one.name === textAt(ref, 'name') &&
          one.namespace === (textAt(ref, 'namespace') || namespace),
      ),
    );
    const backends = listAt(tree, 'spec', 'rules')
      .flatMap((rule) => listAt(rule, 'backendRefs'))
      .map((ref) => ({
        namespace: textAt(ref, 'namespace') || namespace,
        name: textAt(ref, 'name'),
        port: textAt(ref, 'port'),
      }));
    const listeners = parents.flatMap((one) =>
      listAt(one.tree, 'spec', 'listeners').map((listener) => Number(textAt(listener, 'port'))),
    );
    add(
      object,
      parents.every((one) => textAt(one.tree, 'spec', 'gatewayClassName') === 'cilium'),
      parents.flatMap((one) =>
        listAt(one.tree, 'status', 'addresses').map((address) => textAt(address, 'value')),
      ),
      [...new Set(listeners)].filter((port) => port >= 1),
      unique(backends),
    );
  }
  return { entries, outcomes };
}

function unique<
  T extends { readonly namespace: string; readonly name: string; readonly port: string },
>(some: readonly T[]): readonly T[] {
  return [
    ...new Map(some.map((one) => [`${one.namespace}/${one.name} ${one.port}`, one])).values(),
  ];
}

/** The workload whose Service has an address of a front. */
function frontOf(
  { inventory, objects }: EntriesInput,
  addresses: readonly string[],
): string | undefined {
  for (const { namespace, tree } of ofKind(objects, 'Service')) {
    const own = listAt(tree, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip'));
    if (!own.some((address) => addresses.includes(address))) continue;
    const place = placeOf(inventory, namespace, textsAt(tree, 'spec', 'selector'));
    if (place.kind === 'one') return place.workload.id;
  }
  return undefined;
}
