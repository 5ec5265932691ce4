/** What enforces policies and translates addresses in a cluster, read from the objects that say so. */
import type { ClusterEngine } from '../edge.ts';
import { at, listAt, textAt, textsAt } from '../import/tree.ts';
import { type ClusterObject, configMap, innerYaml, ofKind } from './objects.ts';

/** What the plugin does with clients and with leaving pods. */
export interface Plugin {
  readonly engine: ClusterEngine;
  /** The object that tells. */
  readonly from: string;
  /**
   * What a policy sees of clients of a Service with `externalTrafficPolicy: Cluster`, by protocol.
   * @param service the Service, for those that may say it themselves.
   */
  readonly clusterPolicy: (service: ClusterObject, protocol: string) => SeenClient;
  readonly exit: PluginExit;
  /** Node ports hold clients against source ranges too. */
  readonly rangesEverywhere?: true;
  /** Addresses of joins and tunnels that every such cluster has. */
  readonly internal: readonly string[];
  /** Prefixes of pods that the plugin names. */
  readonly pods: readonly string[];
}

/** Words of `client`. */
export type SeenClient = 'visible' | 'node' | 'world' | 'hidden';

/** How pods leave. */
export interface PluginExit {
  /** Destinations towards which nothing is translated; and whether anything is. */
  readonly plain: readonly string[];
  readonly otherwise: 'pod' | 'node' | readonly string[];
  /** What the objects leave open. Absent: nothing. */
  readonly open?: string;
  /** The objects that tell. */
  readonly from: readonly string[];
}

/** Towards these ip-masq-agent translates nothing where its configuration names nothing. @see Cilium, masquerading. */
const RESERVED: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
];
const LINK_LOCAL = '169.254.0.0/16';

/** @returns undefined: no object tells. */
export function pluginOf(objects: readonly ClusterObject[]): Plugin | undefined {
  const made =
    cilium(objects) ??
    calico(objects) ??
    antrea(objects) ??
    ovnKubernetes(objects) ??
    awsVpc(objects) ??
    agentOnly(objects);
  if (made !== undefined) return made;
  const proxy =
    ofKind(objects, 'DaemonSet').find(({ name }) => name === 'kube-proxy') ??
    configMap(objects, 'kube-proxy');
  return proxy === undefined
    ? undefined
    : {
        engine: 'kube-proxy',
        from: proxy.title,
        clusterPolicy: () => 'node',
        exit: {
          plain: [],
          otherwise: 'node',
          from: [],
          open: 'no object tells which plugin translates addresses, nor towards what it does not',
        },
        internal: [],
        pods: [],
      };
}

function cilium(objects: readonly ClusterObject[]): Plugin | undefined {
  const map = configMap(objects, 'cilium-config');
  if (map === undefined) return undefined;
  const data = textsAt(map.tree, 'data');
  const isOn = (key: string, otherwise: boolean): boolean =>
    data[key] === undefined ? otherwise : data[key] === 'true';
  const replaced = /^(?:true|strict)$/.test(data['kube-proxy-replacement'] ?? '');
  const native = data['routing-mode'] === 'native' || data['tunnel'] === 'disabled';
  const hidden = (): SeenClient => {
    if (!native) return 'world';
    return replaced ? 'node' : 'hidden';
  };
  const clusterPolicy = (service: ClusterObject, protocol: string): SeenClient => {
    if (!replaced) return hidden();
    const own =
      data['bpf-lb-mode-annotation'] === 'true'
        ? textAt(service.tree, 'metadata', 'annotations', 'service.cilium.io/forwarding-mode')
        : '';
    const mode = own === '' ? (data['bpf-lb-mode'] ?? 'snat') : own;
    return mode === 'dsr' || (mode === 'hybrid' && protocol === 'TCP') ? 'visible' : hidden();
  };
  return {
    engine: 'cilium',
    from: map.title,
    clusterPolicy,
    exit: ciliumExit(objects, map, isOn),
    ...(replaced && isOn('bpf-lb-source-range-all-types', false)
      ? { rangesEverywhere: true as const }
      : {}),
    internal: [],
    pods: words(data['cluster-pool-ipv4-cidr']),
  };
}

function ciliumExit(
  objects: readonly ClusterObject[],
  map: ClusterObject,
  isOn: (key: string, otherwise: boolean) => boolean,
): PluginExit {
  if (!isOn('enable-ipv4-masquerade', true)) {
    return { plain: [], otherwise: 'pod', from: [map.title] };
  }
  if (isOn('enable-ip-masq-agent', false)) {
    const agent = configMap(objects, 'ip-masq-agent');
    return { ...agentExit(agent, 'config'), from: [map.title, agent?.title ?? ''].filter(Boolean) };
  }
  const native = textAt(map.tree, 'data', 'ipv4-native-routing-cidr');
  return { plain: native === '' ? [] : [native], otherwise: 'node', from: [map.title] };
}

/** What an ip-masq-agent does. @param map its configuration; undefined: it has none. */
function agentExit(map: ClusterObject | undefined, key: string): Omit<PluginExit, 'from'> {
  const config = map === undefined ? undefined : innerYaml(map, key);
  const listed = listAt(config, 'nonMasqueradeCIDRs').map((one) => textAt(one));
  const plain = listed.length === 0 ? RESERVED : listed;
  const linkLocal = textAt(config, 'masqLinkLocal') === 'true' ? [] : [LINK_LOCAL];
  return { plain: [...plain, ...linkLocal], otherwise: 'node' };
}

function calico(objects: readonly ClusterObject[]): Plugin | undefined {
  const pools = [
    ...ofKind(objects, 'IPPool', 'crd.projectcalico.org'),
    ...ofKind(objects, 'IPPool', 'projectcalico.org'),
  ];
  const [first] = pools;
  if (first === undefined) return undefined;
  const felix = ofKind(objects, 'FelixConfiguration').find(({ name }) => name === 'default');
  const ebpf = textAt(felix?.tree, 'spec', 'bpfEnabled') === 'true';
  const cidrs = pools.map(({ tree }) => textAt(tree, 'spec', 'cidr')).filter(Boolean);
  const used = pools.filter(({ tree }) => textAt(tree, 'spec', 'disabled') !== 'true');
  const nat = new Set(used.map(({ tree }) => textAt(tree, 'spec', 'natOutgoing') === 'true'));
  const fixed = textAt(felix?.tree, 'spec', 'natOutgoingAddress');
  const from = [...pools, ...(felix === undefined ? [] : [felix])].map(({ title }) => title);
  const translated = fixed === '' ? 'node' : [fixed];
  return {
    engine: ebpf ? 'calico-ebpf' : 'calico',
    from: felix?.title ?? first.title,
    clusterPolicy: () => (ebpf ? 'visible' : 'node'),
    exit:
      nat.size > 1
        ? {
            plain: cidrs,
            otherwise: translated,
            from,
            open: 'some pools translate and some do not: say exit for the workloads of those that do not',
          }
        : nat.has(true)
          ? { plain: cidrs, otherwise: translated, from }
          : { plain: [], otherwise: 'pod', from },
    internal: [],
    pods: used.map(({ tree }) => textAt(tree, 'spec', 'cidr')).filter(Boolean),
  };
}

function antrea(objects: readonly ClusterObject[]): Plugin | undefined {
  const map = configMap(objects, /^antrea-config(?:-|$)/);
  if (map === undefined) return undefined;
  const agent = innerYaml(map, 'antrea-agent.conf');
  const all = textAt(agent, 'antreaProxy', 'proxyAll') === 'true';
  const mode = textAt(agent, 'antreaProxy', 'defaultLoadBalancerMode');
  const encap = textAt(agent, 'trafficEncapMode') || 'encap';
  const plain =
    encap === 'networkPolicyOnly' || (encap === 'noEncap' && textAt(agent, 'noSNAT') === 'true');
  const excepted = listAt(agent, 'egress', 'exceptCIDRs').map((one) => textAt(one));
  return {
    engine: 'antrea',
    from: map.title,
    clusterPolicy: (service) => {
      const own = textAt(
        service.tree,
        'metadata',
        'annotations',
        'service.antrea.io/load-balancer-mode',
      );
      return all && (own === '' ? mode : own).toLowerCase() === 'dsr' ? 'visible' : 'node';
    },
    exit: {
      plain: [],
      otherwise: plain ? 'pod' : 'node',
      from: [map.title],
      ...(excepted.length === 0
        ? {}
        : { open: `Egress leaves out ${excepted.join(', ')}: add them to exits of workloads` }),
    },
    internal: [],
    pods: [],
  };
}

function ovnKubernetes(objects: readonly ClusterObject[]): Plugin | undefined {
  const network = ofKind(objects, 'Network').find(
    ({ tree }) =>
      textAt(tree, 'spec', 'networkType') === 'OVNKubernetes' ||
      textAt(tree, 'spec', 'defaultNetwork', 'type') === 'OVNKubernetes',
  );
  if (network === undefined) return undefined;
  const own = at(network.tree, 'spec', 'defaultNetwork', 'ovnKubernetesConfig');
  const join =
    textAt(own, 'ipv4', 'internalJoinSubnet') || textAt(own, 'v4InternalSubnet') || '100.64.0.0/16';
  return {
    engine: 'ovn-kubernetes',
    from: network.title,
    clusterPolicy: () => 'node',
    exit: { plain: [], otherwise: 'node', from: [network.title] },
    internal: [join],
    pods: listAt(network.tree, 'spec', 'clusterNetwork').map((one) => textAt(one, 'cidr')),
  };
}

function awsVpc(objects: readonly ClusterObject[]): Plugin | undefined {
  const set = ofKind(objects, 'DaemonSet').find(({ name }) => name === 'aws-node');
  if (set === undefined) return undefined;
  const env = new Map(
    listAt(set.tree, 'spec', 'template', 'spec', 'containers')
      .flatMap((container) => listAt(container, 'env'))
      .map((one) => [textAt(one, 'name'), textAt(one, 'value')]),
  );
  const external = env.get('AWS_VPC_K8S_CNI_EXTERNALSNAT') === 'true';
  return {
    engine: 'kube-proxy',
    from: set.title,
    clusterPolicy: () => 'node',
    exit: external
      ? { plain: [], otherwise: 'pod', from: [set.title] }
      : {
          plain: words(env.get('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS')),
          otherwise: 'node',
          from: [set.title],
          open: 'pods keep their addresses towards the prefixes of the VPC, which no object names: add them as pod',
        },
    internal: [],
    pods: [],
  };
}

/** Clouds whose translation an agent of its own makes: GKE and AKS. */
function agentOnly(objects: readonly ClusterObject[]): Plugin | undefined {
  const azure = configMap(objects, 'azure-ip-masq-agent-config-reconciled');
  const google = configMap(objects, 'ip-masq-agent');
  const map = azure ?? google;
  if (map === undefined) return undefined;
  const key = azure === undefined ? 'config' : 'ip-masq-agent-reconciled';
  const dataPlane = ofKind(objects, 'DaemonSet').find(({ name }) => name === 'anetd');
  return {
    engine: dataPlane === undefined ? 'kube-proxy' : 'cilium',
    from: (dataPlane ?? map).title,
    clusterPolicy: () => (dataPlane === undefined ? 'node' : 'hidden'),
    exit: { ...agentExit(map, key), from: [map.title] },
    internal: [],
    pods: [],
  };
}

function words(text = ''): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
