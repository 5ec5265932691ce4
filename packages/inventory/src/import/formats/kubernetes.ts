/**
 * `kubectl get pods,namespaces,services,endpointslices -A -o json|yaml`: labels of pods, their addresses, and virtual
 * addresses of services with the ports behind them.
 * @see Kubernetes API reference: Pod v1, Namespace v1, Service v1, EndpointSlice discovery.k8s.io/v1.
 */
import type { Span } from '@aclift/diagnostics';
import type { VipProtocol } from '../../inventory.ts';
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText, isSpecial } from '../host-text.ts';
import { byPlace, skipped } from '../record.ts';
import type { Importer, ServiceRecord, SkipReason, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt, textsAt } from '../tree.ts';
import { missingPages, objectsOf } from './kubernetes-lists.ts';
import type { KubeObject } from './kubernetes-lists.ts';
import { lastingLabels } from './pod-labels.ts';

export const kubernetes: Importer = {
  detects: ({ text }) => {
    const has = (key: string): boolean =>
      new RegExp(String.raw`^\s*${key}\s*:|[{,]\s*"${key}"\s*:`, 'm').test(text);
    return has('apiVersion') && has('kind');
  },
  // One file a kind is common: what one tells of ports counts for the services of all.
  read: (sources) => {
    const files = sources.map((source) => readTrees(source));
    const ports = new TargetPorts(files.flatMap(({ trees }) => trees.flatMap(objectsOf)));
    const pages = missingPages(files.map(({ trees }) => trees));
    return files.map(({ trees, unreadable }, index) => {
      const records = trees.flatMap(objectsOf).flatMap((object) => recordsOf(object, ports));
      return byPlace([...records, ...unreadable, ...(pages[index] ?? [])]);
    });
  },
};

function recordsOf({ kind, tree }: KubeObject, ports: TargetPorts): readonly SourceRecord[] {
  const what = titleOf(kind, tree);
  switch (kind) {
    case 'Pod':
      return podOf(tree, what);
    case 'Namespace':
      return [namespaceOf(tree, what)];
    case 'Service':
      return serviceOf(tree, what, ports);
    case 'EndpointSlice':
      return endpointsOf(tree, what);
    case '':
      return [skipped(tree.span, what, 'unreadable')];
    default:
      return [skipped(tree.span, what, 'other-kind')];
  }
}

function titleOf(kind: string, object: YamlTree): string {
  const namespace = textAt(object, 'metadata', 'namespace');
  const name = textAt(object, 'metadata', 'name');
  return `${kind === '' ? 'an object without a kind' : kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

function podOf(pod: YamlTree, what: string): readonly SourceRecord[] {
  const { span } = pod;
  const namespace = textAt(pod, 'metadata', 'namespace');
  const listed = listAt(pod, 'status', 'podIPs').map((one) => textAt(one, 'ip'));
  const own = [...new Set([...listed, textAt(pod, 'status', 'podIP')])].filter(Boolean);
  const skip = (reason: SkipReason): readonly SourceRecord[] => [
    skipped(span, [what, ...own].join(' '), reason),
  ];
  const hostNetwork = at(pod, 'spec', 'hostNetwork');
  if (hostNetwork?.kind === 'scalar' && textAt(hostNetwork) === 'true') {
    return skip('host-network');
  }
  if (/^(?:Succeeded|Failed)$/.test(textAt(pod, 'status', 'phase'))) {
    return skip('not-running');
  }
  const labels = lastingLabels(pod);
  if (Object.keys(labels).length === 0) return skip('no-labels');
  const { addresses, others } = hostsOf(span, what, own);
  if (addresses.length === 0 && others.length > 0) return others;
  return [{ span, what, content: { kind: 'workload', namespace, labels, addresses } }, ...others];
}

function namespaceOf(namespace: YamlTree, what: string): SourceRecord {
  const { 'kubernetes.io/metadata.name': _, ...labels } = textsAt(namespace, 'metadata', 'labels');
  const name = textAt(namespace, 'metadata', 'name');
  return {
    span: namespace.span,
    what,
    content: { kind: 'namespace', name, labels },
  };
}

/** The service with the ports that could be worked out, and each other port. */
function serviceOf(service: YamlTree, what: string, targets: TargetPorts): readonly SourceRecord[] {
  const { span } = service;
  const spec = at(service, 'spec');
  const selector = textsAt(spec, 'selector');
  const { addresses, others } = hostsOf(span, what, [
    ...listAt(spec, 'clusterIPs').map(scalarText),
    textAt(spec, 'clusterIP'),
    ...listAt(spec, 'externalIPs').map(scalarText),
    textAt(spec, 'loadBalancerIP'),
    ...listAt(service, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip')),
  ]);
  if (Object.keys(selector).length === 0 || addresses.length === 0) {
    return [...others, skipped(span, [what, ...addresses].join(' '), 'no-virtual-address')];
  }
  const namespace = textAt(service, 'metadata', 'namespace');
  const name = textAt(service, 'metadata', 'name');
  const ports: { port: number; target: number; protocol: VipProtocol }[] = [];
  const unknown: SourceRecord[] = [...others];
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
      unknown.push(skipped(one.span, `${what} port ${textAt(one, 'port')}`, 'no-target-port'));
    } else ports.push({ port, target, protocol });
  }
  if (ports.length === 0) {
    return unknown.length > 0 ? unknown : [skipped(span, what, 'no-target-port')];
  }
  const content: ServiceRecord = { kind: 'service', namespace, selector, addresses, ports };
  return [{ span, what, content }, ...unknown];
}

function endpointsOf(slice: YamlTree, title: string): readonly SourceRecord[] {
  const endpoints = listAt(slice, 'endpoints');
  if (endpoints.length === 0) return [skipped(slice.span, title, 'no-address')];
  // Names of hosts outside the cluster.
  if (textAt(slice, 'addressType') === 'FQDN') return [skipped(slice.span, title, 'no-address')];
  return endpoints.flatMap((endpoint): readonly SourceRecord[] => {
    const { span } = endpoint;
    const pod = textAt(endpoint, 'targetRef', 'name');
    const subject = `${title}${pod === '' ? '' : ` → ${pod}`}`;
    const listed = listAt(endpoint, 'addresses').map(scalarText);
    const { addresses, others } = hostsOf(span, subject, listed);
    const what = `${subject} ${addresses.join(' ')}`;
    if (addresses.length === 0)
      return others.length > 0 ? others : [skipped(span, what, 'no-address')];
    return [{ span, what, content: { kind: 'endpoint', addresses } }, ...others];
  });
}

/** Port numbers behind names: from the slices of a service, or from the containers that its selector picks. */
class TargetPorts {
  readonly #slices = new Map<string, ReadonlySet<number>>();
  readonly #pods: readonly YamlTree[];

  constructor(objects: readonly KubeObject[]) {
    this.#pods = objects.flatMap(({ kind, tree }) => (kind === 'Pod' ? [tree] : []));
    for (const { kind, tree: slice } of objects) {
      if (kind !== 'EndpointSlice') continue;
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

/** Hosts once each, and a record for each text that is none; a headless service says `None`. */
function hostsOf(
  span: Span,
  what: string,
  texts: readonly string[],
): { readonly addresses: readonly string[]; readonly others: readonly SourceRecord[] } {
  const addresses = new Set<string>();
  const others: SourceRecord[] = [];
  for (const text of new Set(texts)) {
    const host = hostText(text);
    if (text === '' || text === 'None') continue;
    if (host === undefined) others.push(skipped(span, `${what} ${text}`, 'bad-address'));
    else if (isSpecial(host)) others.push(skipped(span, `${what} ${text}`, 'special-address'));
    else addresses.add(host);
  }
  return { addresses: [...addresses], others };
}
