/**
 * `kubectl get pods,namespaces,services,endpointslices -A -o json|yaml`: labels of pods, their addresses, and virtual
 * addresses of services with the ports behind them.
 * @see Kubernetes API reference: Pod v1, Namespace v1, Service v1, EndpointSlice discovery.k8s.io/v1.
 */
import { isIgnoredByCilium } from '../../label.ts';
import type { VipProtocol } from '../../inventory.ts';
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText, isSpecial } from '../host-text.ts';
import { skipped } from '../record.ts';
import type { Importer, ServiceRecord, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt, textsAt } from '../tree.ts';

export const kubernetes: Importer = {
  detects: ({ text }) => {
    const has = (key: string): boolean =>
      new RegExp(String.raw`^\s*${key}\s*:|[{,]\s*"${key}"\s*:`, 'm').test(text);
    return has('apiVersion') && has('kind');
  },
  read: (source) => {
    const { trees, unreadable } = readTrees(source);
    const objects = trees.flatMap(objectsOf);
    const ports = new TargetPorts(objects);
    const records = objects.flatMap((object) => recordsOf(object, ports));
    return [...records, ...unreadable].toSorted((a, b) => a.span.start - b.span.start);
  },
};

/** A list stands for its items. */
function objectsOf(tree: YamlTree): readonly YamlTree[] {
  return at(tree, 'items')?.kind === 'list' ? listAt(tree, 'items') : [tree];
}

function recordsOf(object: YamlTree, ports: TargetPorts): readonly SourceRecord[] {
  switch (textAt(object, 'kind')) {
    case 'Pod':
      return [podOf(object)];
    case 'Namespace':
      return [namespaceOf(object)];
    case 'Service':
      return serviceOf(object, ports);
    case 'EndpointSlice':
      return endpointsOf(object);
    default:
      return [skipped(object.span, titleOf(object), 'other-kind')];
  }
}

function titleOf(object: YamlTree): string {
  const [kind, namespace, name] = [
    textAt(object, 'kind'),
    textAt(object, 'metadata', 'namespace'),
    textAt(object, 'metadata', 'name'),
  ];
  return `${kind === '' ? 'an object without a kind' : kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

function podOf(pod: YamlTree): SourceRecord {
  const { span } = pod;
  const what = titleOf(pod);
  const namespace = textAt(pod, 'metadata', 'namespace');
  if (
    at(pod, 'spec', 'hostNetwork')?.kind === 'scalar' &&
    textAt(pod, 'spec', 'hostNetwork') === 'true'
  ) {
    return skipped(span, what, 'host-network');
  }
  if (/^(?:Succeeded|Failed)$/.test(textAt(pod, 'status', 'phase'))) {
    return skipped(span, what, 'not-running');
  }
  const labels = selectable(textsAt(pod, 'metadata', 'labels'));
  if (Object.keys(labels).length === 0) return skipped(span, what, 'no-labels');
  const listed = listAt(pod, 'status', 'podIPs').map((one) => textAt(one, 'ip'));
  const addresses = hostsOf([...listed, textAt(pod, 'status', 'podIP')]);
  return { span, what, content: { kind: 'workload', namespace, labels, addresses } };
}

/** Labels that tell a workload from others: those of single pods and roll-outs, which Cilium ignores too, are left out. */
function selectable(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !isIgnoredByCilium(key)));
}

function namespaceOf(namespace: YamlTree): SourceRecord {
  const { 'kubernetes.io/metadata.name': _, ...labels } = textsAt(namespace, 'metadata', 'labels');
  const name = textAt(namespace, 'metadata', 'name');
  return {
    span: namespace.span,
    what: titleOf(namespace),
    content: { kind: 'namespace', name, labels },
  };
}

/** The service with the ports that could be worked out, and each other port. */
function serviceOf(service: YamlTree, targets: TargetPorts): readonly SourceRecord[] {
  const { span } = service;
  const what = titleOf(service);
  const spec = at(service, 'spec');
  const selector = textsAt(spec, 'selector');
  const addresses = hostsOf([
    ...listAt(spec, 'clusterIPs').map(scalarText),
    textAt(spec, 'clusterIP'),
    ...listAt(spec, 'externalIPs').map(scalarText),
    textAt(spec, 'loadBalancerIP'),
    ...listAt(service, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip')),
  ]);
  if (Object.keys(selector).length === 0 || addresses.length === 0) {
    return [skipped(span, what, 'no-virtual-address')];
  }
  const namespace = textAt(service, 'metadata', 'namespace');
  const name = textAt(service, 'metadata', 'name');
  const ports: { port: number; target: number; protocol: VipProtocol }[] = [];
  const others: SourceRecord[] = [];
  for (const one of listAt(spec, 'ports')) {
    const port = Number(textAt(one, 'port'));
    const protocol = protocolOf(textAt(one, 'protocol'));
    const said = textAt(one, 'targetPort');
    const target = /^\d+$/.test(said)
      ? Number(said)
      : said === ''
        ? port
        : targets.named(namespace, name, textAt(one, 'name'), said, selector);
    if (target === undefined || protocol === undefined || !isPort(port) || !isPort(target)) {
      others.push(skipped(one.span, `${what} port ${textAt(one, 'port')}`, 'no-target-port'));
    } else ports.push({ port, target, protocol });
  }
  if (ports.length === 0) {
    return others.length > 0 ? others : [skipped(span, what, 'no-target-port')];
  }
  const content: ServiceRecord = { kind: 'service', namespace, selector, addresses, ports };
  return [{ span, what, content }, ...others];
}

function endpointsOf(slice: YamlTree): readonly SourceRecord[] {
  const endpoints = listAt(slice, 'endpoints');
  if (endpoints.length === 0) return [skipped(slice.span, titleOf(slice), 'no-address')];
  return endpoints.map((endpoint): SourceRecord => {
    const addresses = hostsOf(listAt(endpoint, 'addresses').map(scalarText));
    const pod = textAt(endpoint, 'targetRef', 'name');
    const what = `${titleOf(slice)}${pod === '' ? '' : ` → ${pod}`} ${addresses.join(' ')}`;
    if (addresses.length === 0) return skipped(endpoint.span, what, 'no-address');
    return { span: endpoint.span, what, content: { kind: 'endpoint', addresses } };
  });
}

/** Port numbers behind names: from the slices of a service, or from the containers that its selector picks. */
class TargetPorts {
  readonly #slices = new Map<string, ReadonlySet<number>>();
  readonly #pods: readonly YamlTree[];

  constructor(objects: readonly YamlTree[]) {
    this.#pods = objects.filter((object) => textAt(object, 'kind') === 'Pod');
    for (const slice of objects) {
      if (textAt(slice, 'kind') !== 'EndpointSlice') continue;
      const service = textAt(slice, 'metadata', 'labels', 'kubernetes.io/service-name');
      for (const port of listAt(slice, 'ports')) {
        const key = `${textAt(slice, 'metadata', 'namespace')}/${service} ${textAt(port, 'name')}`;
        const known = this.#slices.get(key) ?? new Set();
        this.#slices.set(key, new Set([...known, Number(textAt(port, 'port'))]));
      }
    }
  }

  /** @returns undefined when nothing tells, or the pods disagree. */
  named(
    namespace: string,
    service: string,
    portName: string,
    target: string,
    selector: Readonly<Record<string, string>>,
  ): number | undefined {
    const found = new Set(this.#slices.get(`${namespace}/${service} ${portName}`));
    if (found.size === 0) {
      for (const pod of this.#pods) {
        const labels = textsAt(pod, 'metadata', 'labels');
        if (textAt(pod, 'metadata', 'namespace') !== namespace) continue;
        if (!Object.entries(selector).every(([key, value]) => labels[key] === value)) continue;
        for (const container of listAt(pod, 'spec', 'containers')) {
          for (const port of listAt(container, 'ports')) {
            if (textAt(port, 'name') === target) found.add(Number(textAt(port, 'containerPort')));
          }
        }
      }
    }
    return found.size === 1 ? [...found][0] : undefined;
  }
}

function protocolOf(text: string): VipProtocol | undefined {
  if (text === '') return 'TCP';
  return text === 'TCP' || text === 'UDP' || text === 'SCTP' ? text : undefined;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

function scalarText(tree: YamlTree): string {
  return textAt(tree);
}

/** Hosts once each; `None` and what else is no address is left out. */
function hostsOf(texts: readonly string[]): readonly string[] {
  const hosts = texts.flatMap((text) => {
    const host = hostText(text);
    return host === undefined || isSpecial(host) ? [] : [host];
  });
  return [...new Set(hosts)];
}
