/** What the pipeline has to say besides its results: a closed list of codes and their only wording. */
import type { Catalogue, DiagnosticOf } from '@aclift/diagnostics';

export type CoreDiagnostic =
  | DiagnosticOf<'core/choose-list', { readonly lists: readonly string[] }>
  | DiagnosticOf<'core/unknown-list', { readonly name: string; readonly known: readonly string[] }>
  | DiagnosticOf<
      'core/unknown-interface',
      { readonly name: string; readonly known: readonly string[] }
    >
  | DiagnosticOf<
      'core/no-upstream',
      { readonly because: string; readonly candidates: readonly string[] }
    >
  | DiagnosticOf<
      'core/port-list',
      { readonly interface: string; readonly list: string; readonly device: string }
    >
  | DiagnosticOf<'core/no-segment', { readonly interface: string; readonly list: string }>
  | DiagnosticOf<
      'core/undefined-list',
      {
        readonly list: string;
        readonly interface: string;
        readonly direction: string;
        /** The text is a whole configuration, so that the device has no such list. */
        readonly whole: boolean;
        /** What the device runs, in words. */
        readonly system: string;
      }
    >
  | DiagnosticOf<
      'core/empty-list',
      {
        readonly list: string;
        readonly interface: string;
        /** A list without entries lets everything through there; false: nothing. */
        readonly permits: boolean;
      }
    >
  | DiagnosticOf<'core/stateful-firewall', { readonly interface: string; readonly what: string }>
  | DiagnosticOf<
      'core/address-translation',
      { readonly interface: string; readonly lists: readonly string[] }
    >
  | DiagnosticOf<
      'core/translated-list',
      { readonly list: string; readonly interface: string; readonly direction: 'in' | 'out' }
    >
  | DiagnosticOf<'core/stale-decision', { readonly because: string }>
  | DiagnosticOf<'core/too-tangled', { readonly stage: string; readonly limit: number }>
  | DiagnosticOf<
      'core/http-not-checked',
      {
        readonly workloads: readonly string[];
        /** What the drafts are. */
        readonly object: string;
        /** Targets whose drafts check requests. */
        readonly instead: readonly string[];
      }
    >
  | DiagnosticOf<'core/dns-not-allowed', { readonly workloads: readonly string[] }>
  | DiagnosticOf<'core/entry-unknown', { readonly workloads: readonly string[] }>
  | DiagnosticOf<
      'core/hidden-clients',
      {
        readonly workload: string;
        readonly entry: string;
        /** Whom the policy sees: a word of the inventory, or a workload. */
        readonly seen: string;
        /** Ports of the entry that stay closed; empty: all of them. */
        readonly ports: readonly string[];
        readonly because: HiddenBecause;
      }
    >
  | DiagnosticOf<
      'core/entry-open',
      {
        readonly workload: string;
        readonly entry: string;
        readonly port: string;
        /** A client whom the lists keep out. */
        readonly example: string;
      }
    >
  | DiagnosticOf<
      'core/entry-node-port',
      {
        readonly workload: string;
        readonly entry: string;
        readonly nodePort: number;
        /** A client whom the lists keep out, and let through to nodes. */
        readonly example: string;
      }
    >
  | DiagnosticOf<
      'core/entry-widened',
      {
        readonly workload: string;
        readonly entry: string;
        readonly port: string;
        readonly example: string;
      }
    >
  | DiagnosticOf<
      'core/front-decides',
      { readonly workload: string; readonly entry: string; readonly front: string }
    >
  | DiagnosticOf<
      'core/exit-by-hand',
      { readonly workload: string; readonly as: string; readonly why: keyof typeof BY_HAND }
    >
  | DiagnosticOf<
      'core/hairpin-identity-lost',
      {
        readonly workload: string;
        readonly entry: string;
        /** Workloads that the drafts let in. */
        readonly from: readonly string[];
      }
    >;

/** Why hidden clients stay out. */
export type HiddenBecause =
  | 'nobody-checks'
  | 'ports-differ'
  | 'other-way'
  | 'ingress'
  | 'nodes-on-cilium'
  | 'nodes-unknown'
  | 'front-unknown'
  | 'world-elsewhere'
  | 'ranges-of-today'
  | 'no-ports';

/** The wording of every code. */
export const coreCatalogue: Catalogue<CoreDiagnostic> = {
  'core/choose-list': {
    severity: 'warning',
    message: ({ lists }) =>
      `No interface has an address, so nothing says which flows the ${lists.length} lists meet; none of them was drafted.`,
    help: ({ lists }) =>
      `Choose one with --acl NAME to take it as a filter of every flow: ${few(lists)}.`,
  },
  'core/unknown-list': {
    severity: 'error',
    message: ({ name }) => `No list is called ${name}.`,
    help: ({ known }) => `The files define ${few(known)}. Names are case-sensitive.`,
  },
  'core/unknown-interface': {
    severity: 'error',
    message: ({ name }) => `No interface that is up is called ${name}.`,
    help: ({ known }) =>
      `The files have ${few(known)}; write device:interface where two share a name.`,
  },
  'core/no-upstream': {
    severity: 'warning',
    message: ({ because }) =>
      `Nothing says for certain through which interface addresses without a connected or static route come: ${because}. Flows from and to them must pass the lists of every interface that could lead there.`,
    help: ({ candidates }) =>
      `Name the upstream with --upstream INTERFACE. Candidates with lists: ${few(candidates)}.`,
  },
  'core/port-list': {
    severity: 'warning',
    message: ({ interface: name, list }) =>
      `Interface ${name} is a switch port: list ${list} filters what the hosts behind it send, and nothing says which hosts those are. The drafts hold back what it may hold back.`,
    help: ({ device, interface: name }) =>
      `Say which addresses are behind the port with --behind ${device}:${name}=ADDRESSES, or that none of them moves with --behind ${device}:${name}=none.`,
  },
  'core/no-segment': {
    severity: 'warning',
    message: ({ interface: name, list }) =>
      `Interface ${name} has no address or route, so nobody can tell which flows meet list ${list} there.`,
    help: ({ list }) =>
      `Take it as a filter of every flow with --acl ${list}, or add the address to the configuration.`,
  },
  'core/undefined-list': {
    severity: 'warning',
    message: ({ list, interface: name, direction, whole }) =>
      whole
        ? `Interface ${name} applies list ${list} ${direction}, which no file defines: it permits everything there.`
        : `Interface ${name} applies list ${list} ${direction}, which no file defines: what it permits there is unknown.`,
    help: ({ system, whole }) =>
      whole
        ? `Add the file that defines the list, or check the name: ${system} lets everything through.`
        : `Add the list, or give the whole configuration: without a list of the name ${system} lets everything through.`,
  },
  'core/empty-list': {
    severity: 'warning',
    message: ({ list, interface: name, permits }) =>
      `List ${list} on interface ${name} has no entries: it permits ${permits ? 'everything' : 'nothing'} there.`,
  },
  'core/stateful-firewall': {
    severity: 'warning',
    message: ({ interface: name, what }) =>
      `Interface ${name} takes part in ${what}: its access lists are not the whole policy.`,
    help: () =>
      'Check what the inspection opens or closes besides the lists; aclift does not read it.',
  },
  'core/address-translation': {
    severity: 'warning',
    message: ({ interface: name, lists }) =>
      `Interface ${name} translates addresses (ip nat outside): ${few(lists)} may name global addresses there, and aclift takes them as they stand.`,
    help: () =>
      'Give workloads their global addresses in the inventory too, and check the lines of these lists by hand.',
  },
  'core/translated-list': {
    severity: 'note',
    message: ({ list, interface: name, direction }) =>
      `${list} stands on the outside of static address translation (${name}): its ${direction === 'in' ? 'destinations' : 'sources'} are read as the local addresses behind them.`,
  },
  'core/stale-decision': {
    severity: 'warning',
    message: ({ because }) => `This decision decides nothing: ${because}.`,
    help: () => 'Remove it, or check its spelling.',
  },
  'core/too-tangled': {
    severity: 'error',
    message: ({ stage, limit }) =>
      `The lists are too tangled to ${stage} exactly within ${limit} diagram nodes.`,
    help: () => 'Migrate fewer lists at a time with --acl, or split the configuration.',
  },
  'core/http-not-checked': {
    severity: 'note',
    message: ({ object, workloads }) =>
      `The inventory lists HTTP requests for ${few(workloads)}: a ${object} stops at ports (layer 4), so the drafts let every request through.`,
    help: ({ instead }) => `Draft with --target ${instead.join(' or ')} to check requests.`,
  },
  'core/dns-not-allowed': {
    severity: 'note',
    message: ({ workloads }) =>
      `The drafts isolate egress of ${few(workloads)}: name resolution inside the cluster is not among what the lists permit.`,
    help: () =>
      'Take --baseline dns, or add your own policy that allows UDP and TCP 53 to the cluster resolver before you apply the drafts.',
  },
  'core/entry-unknown': {
    severity: 'warning',
    message: ({ workloads }) =>
      `Nobody said how clients from outside reach ${few(workloads)} in the cluster: the drafts take them as visible, and deny them if something on the way hides them.`,
    help: () =>
      'Add entries with client to the workloads; docs/guides/cluster-edge.md tells how to find out.',
  },
  'core/hidden-clients': {
    severity: 'warning',
    message: ({ because, entry, ports, seen, workload }) =>
      `The policy at the pods of ${workload} sees ${seen} for whoever comes in by ${entry}${ports.length === 0 ? '' : ` (${few(ports)})`}, and not the client. These clients are denied, because ${HIDDEN[because].why}.`,
    help: ({ because }) => HIDDEN[because].help,
  },
  'core/entry-open': {
    severity: 'warning',
    message: ({ entry, example, port, workload }) =>
      `Once the policies in entries/ apply, ${example} reaches ${workload} by ${entry}, ${port}, which the lists do not permit, as long as its Service has the source ranges of today.`,
    help: () => 'Apply the patches in entries/services/ first, and look at the Service afterwards.',
  },
  'core/entry-node-port': {
    severity: 'warning',
    message: ({ entry, example, nodePort, workload }) =>
      `Source ranges hold nobody at node ports: the lists let ${example} through to node port ${nodePort}, and so to ${workload} behind ${entry}, which they do not permit.`,
    help: () =>
      'Close the node port on the routers, set allocateLoadBalancerNodePorts: false, or say cluster.sourceRanges: everywhere if the cluster holds them there too.',
  },
  'core/entry-widened': {
    severity: 'error',
    message: ({ entry, example, port, workload }) =>
      `What was written for ${entry}, ${port}, of ${workload} lets in ${example}, whom the lists keep out: a bug of aclift. Do not apply entries/.`,
  },
  'core/front-decides': {
    severity: 'warning',
    message: ({ entry, front, workload }) =>
      `Clients reach ${workload} by ${entry} through ${front}, and no draft holds ${front} to the clients whom the lists let in: whoever it serves gets through to ${workload}.`,
    help: ({ front }) =>
      `Check clients at ${front}: by a policy of your own for it, by source ranges of its Service, or by its configuration.`,
  },
  'core/exit-by-hand': {
    severity: 'note',
    message: ({ as, why, workload }) =>
      `No object was written that lets ${workload} leave with ${as}: ${BY_HAND[why]}.`,
    help: () => 'Make it by hand; routers have to see the workload with these addresses.',
  },
  'core/hairpin-identity-lost': {
    severity: 'warning',
    message: ({ entry, from, workload }) =>
      `Pods of ${few(from)} that connect to ${entry} are seen as a node there, and not as themselves: a policy that names them denies them at ${workload}.`,
    help: () =>
      'Let them use the name of the Service inside the cluster, or set externalTrafficPolicy: Local and client: visible.',
  },
};

const BY_HAND = {
  destinations: 'objects of the engine hold for every destination, and this exit for some',
  several: 'an object of the engine has one address',
  engine: 'the engine has no objects for that, or nobody said which engine it is',
  pool: 'a range of addresses is a pool, and no gateway has it',
} as const;

const HIDDEN: Readonly<Record<HiddenBecause, { readonly why: string; readonly help: string }>> = {
  'nobody-checks': {
    why: 'nothing is known to hold clients against source ranges',
    help: 'Say cluster.engine, or cluster.sourceRanges where you know; or set externalTrafficPolicy: Local on the Service and client: visible.',
  },
  'ports-differ': {
    why: 'other ports of the same way in are for other clients, and source ranges know no ports',
    help: 'Give these ports a Service of their own, and an entry for it.',
  },
  'other-way': {
    why: 'another entry leads to the same port and lets others in, or nobody said what its clients look like',
    help: 'Say client of every entry; give Services with different clients ports of their own at the pods.',
  },
  ingress: {
    why: 'a NetworkPolicy has no word for the ingress of the cluster: no label and no address block matches it',
    help: 'Draft with --target cilium.',
  },
  'nodes-on-cilium': {
    why: 'blocks of a NetworkPolicy match no nodes on Cilium',
    help: 'Draft with --target cilium, or set externalTrafficPolicy: Local on the Service and client: visible.',
  },
  'nodes-unknown': {
    why: 'the inventory does not say which addresses nodes have',
    help: 'Add cluster.nodes, and cluster.internal for tunnels and bridges.',
  },
  'front-unknown': {
    why: 'the workload in front is not in the inventory',
    help: 'Add it to the inventory.',
  },
  'world-elsewhere': {
    why: 'without Cilium a block of every address is everybody, pods included',
    help: 'Say cluster.engine: cilium if it is, or client: node, or draft with --target cilium.',
  },
  'ranges-of-today': {
    why: 'the Service has source ranges today that are narrower than the lists',
    help: 'Nothing, if they are meant; else take them out of the inventory, and the drafts bring those of the lists.',
  },
  'no-ports': {
    why: 'the entry does not say which ports it has',
    help: 'Add ports to the entry.',
  },
};

function few(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
