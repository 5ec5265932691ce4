/**
 * Services of Kubernetes: virtual addresses of the workload that their selector picks, with the ports behind them.
 * @see Kubernetes documentation, Service: selector, targetPort by number or by name.
 */
import type { VipProtocol } from '../../address-range.ts';
import { isLastingLabel } from '../../release-label.ts';
import type { YamlTree } from '../../yaml-tree.ts';
import { skipped } from '../record.ts';
import type { ServiceRecord, SourceRecord } from '../record.ts';
import { includes } from '../targets.ts';
import { at, listAt, textAt, textsAt } from '../tree.ts';
import type { KubeObject } from './kubernetes-lists.ts';
import { hostsOf } from './object-hosts.ts';
import { lastingLabels } from './pod-labels.ts';

/** The service with the ports that could be worked out, and each other port. */
export function serviceOf(service: YamlTree, what: string, pods: Pods): readonly SourceRecord[] {
  const { span } = service;
  const spec = at(service, 'spec');
  const selector = textsAt(spec, 'selector');
  const { addresses, others } = hostsOf(span, what, [
    ...listAt(spec, 'clusterIPs').map((one) => textAt(one)),
    textAt(spec, 'clusterIP'),
    ...listAt(spec, 'externalIPs').map((one) => textAt(one)),
    textAt(spec, 'loadBalancerIP'),
    ...listAt(service, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip')),
  ]);
  if (Object.keys(selector).length === 0 || addresses.length === 0) {
    return [...others, skipped(span, [what, ...addresses].join(' '), 'no-virtual-address')];
  }
  const namespace = textAt(service, 'metadata', 'namespace');
  const name = textAt(service, 'metadata', 'name');
  const ports: { port: number; target: number; protocol: VipProtocol }[] = [];
  const lost: YamlTree[] = [];
  for (const one of listAt(spec, 'ports')) {
    const port = Number(textAt(one, 'port'));
    const protocol = protocolOf(textAt(one, 'protocol'));
    const said = textAt(one, 'targetPort');
    const target = /^\d+$/.test(said)
      ? Number(said)
      : said === ''
        ? port
        : pods.port(namespace, name, textAt(one, 'name'), said, selector);
    if (target === undefined || protocol === undefined || !isPort(port) || !isPort(target)) {
      lost.push(one);
    } else ports.push({ port, target, protocol });
  }
  const picks = pods.lastingSelector(namespace, selector);
  if (picks === undefined) {
    return [...others, skipped(span, [what, ...addresses].join(' '), 'partial-selector')];
  }
  // Where no port is left the addresses are lost too.
  const subject = ports.length === 0 ? [what, ...addresses].join(' ') : what;
  const unknown = lost.map((one) =>
    skipped(one.span, `${subject} port ${textAt(one, 'port')}`, 'no-target-port'),
  );
  if (ports.length === 0 && unknown.length === 0) {
    unknown.push(skipped(span, subject, 'no-target-port'));
  }
  if (ports.length === 0) return [...others, ...unknown];
  const content: ServiceRecord = { kind: 'service', namespace, selector: picks, addresses, ports };
  return [{ span, what, content }, ...others, ...unknown];
}

interface Pod {
  readonly tree: YamlTree;
  readonly labels: Readonly<Record<string, string>>;
  /** Those that its workload keeps. */
  readonly lasting: Readonly<Record<string, string>>;
}

/** The pods of a run, and what endpoint slices and containers tell of ports with names. */
export class Pods {
  readonly #slices = new Map<string, ReadonlySet<number>>();
  /** By namespace, those that have not ended: they are behind no service any more. */
  readonly #pods = new Map<string, Pod[]>();

  constructor(objects: readonly KubeObject[]) {
    for (const { kind, tree } of objects) {
      if (kind !== 'Pod' || /^(?:Succeeded|Failed)$/.test(textAt(tree, 'status', 'phase')))
        continue;
      const namespace = textAt(tree, 'metadata', 'namespace');
      const pod = {
        tree,
        labels: textsAt(tree, 'metadata', 'labels'),
        lasting: lastingLabels(tree),
      };
      const known = this.#pods.get(namespace);
      if (known === undefined) this.#pods.set(namespace, [pod]);
      else known.push(pod);
    }
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
  port(
    namespace: string,
    service: string,
    portName: string,
    target: string,
    selector: Readonly<Record<string, string>>,
  ): number | undefined {
    const found = new Set(this.#slices.get(`${namespace}/${service} ${portName}`));
    if (found.size === 0) {
      for (const { tree } of this.#picked(namespace, selector)) {
        for (const container of listAt(tree, 'spec', 'containers')) {
          for (const port of listAt(container, 'ports')) {
            if (textAt(port, 'name') === target) found.add(Number(textAt(port, 'containerPort')));
          }
        }
      }
    }
    return found.size === 1 ? [...found][0] : undefined;
  }

  /**
   * The part of a selector that labels of workloads can answer: they have none of one release or pod.
   * @returns undefined when that part picks more pods, or nothing tells how many: the service is not the workload's.
   */
  lastingSelector(
    namespace: string,
    selector: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> | undefined {
    const picked = this.#picked(namespace, selector);
    const kept = Object.fromEntries(
      Object.entries(selector).filter(
        ([key]) =>
          isLastingLabel(key) && picked.every(({ lasting }) => Object.hasOwn(lasting, key)),
      ),
    );
    if (Object.keys(kept).length === Object.keys(selector).length) return selector;
    if (picked.length === 0 || Object.keys(kept).length === 0) return undefined;
    return this.#picked(namespace, kept).length === picked.length ? kept : undefined;
  }

  #picked(namespace: string, selector: Readonly<Record<string, string>>): readonly Pod[] {
    return (this.#pods.get(namespace) ?? []).filter(({ labels }) => includes(labels, selector));
  }
}

function protocolOf(text: string): VipProtocol | undefined {
  if (text === '') return 'TCP';
  return text === 'TCP' || text === 'UDP' || text === 'SCTP' ? text : undefined;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
