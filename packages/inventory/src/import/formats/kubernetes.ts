/**
 * `kubectl get pods,namespaces,services,endpointslices -A -o json|yaml`: labels of pods, their addresses, and virtual
 * addresses of services with the ports behind them.
 * @see Kubernetes API reference: Pod v1, Namespace v1, Service v1, EndpointSlice discovery.k8s.io/v1.
 */
import type { YamlTree } from '../../yaml-tree.ts';
import { byPlace, skipped } from '../record.ts';
import type { Importer, SkipReason, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt, textsAt } from '../tree.ts';
import { missingPages, objectsOf } from './kubernetes-lists.ts';
import type { KubeObject } from './kubernetes-lists.ts';
import { Pods, serviceOf } from './kubernetes-services.ts';
import { hostsOf } from './object-hosts.ts';
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
    const pods = new Pods(files.flatMap(({ trees }) => trees.flatMap(objectsOf)));
    const pages = missingPages(files.map(({ trees }) => trees));
    return files.map(({ trees, unreadable }, index) => {
      const records = trees.flatMap(objectsOf).flatMap((object) => recordsOf(object, pods));
      return byPlace([...records, ...unreadable, ...(pages[index] ?? [])]);
    });
  },
};

function recordsOf({ kind, tree }: KubeObject, pods: Pods): readonly SourceRecord[] {
  const what = titleOf(kind, tree);
  switch (kind) {
    case 'Pod':
      return podOf(tree, what);
    case 'Namespace':
      return [namespaceOf(tree, what)];
    case 'Service':
      return serviceOf(tree, what, pods);
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

function endpointsOf(slice: YamlTree, title: string): readonly SourceRecord[] {
  const endpoints = listAt(slice, 'endpoints');
  if (endpoints.length === 0) return [skipped(slice.span, title, 'no-address')];
  // Names of hosts outside the cluster.
  if (textAt(slice, 'addressType') === 'FQDN') return [skipped(slice.span, title, 'no-address')];
  return endpoints.flatMap((endpoint): readonly SourceRecord[] => {
    const { span } = endpoint;
    const pod = textAt(endpoint, 'targetRef', 'name');
    const subject = `${title}${pod === '' ? '' : ` → ${pod}`}`;
    const listed = listAt(endpoint, 'addresses').map((one) => textAt(one));
    const { addresses, others } = hostsOf(span, subject, listed);
    const what = `${subject} ${addresses.join(' ')}`;
    if (addresses.length === 0)
      return others.length > 0 ? others : [skipped(span, what, 'no-address')];
    return [{ span, what, content: { kind: 'endpoint', addresses } }, ...others];
  });
}
