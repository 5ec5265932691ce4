/** What the rules of Cilium's policies say, in words. */
import type { Catalogue } from '@aclift/diagnostics';
import { of, orList } from '../wording.ts';
import type { CiliumDiagnostic } from './validate-diagnostic.ts';

const NOT_ENFORCED = 'Cilium stores such a policy and does not enforce it.';

export const ciliumCatalogue: Catalogue<CiliumDiagnostic> = {
  'policy/no-spec': {
    severity: 'error',
    message: (f) => `${of(f)} has neither spec nor specs.`,
    help: () => 'Write one rule under spec.',
  },
  'policy/one-subject': {
    severity: 'error',
    message: (f) =>
      f.count === 0
        ? `${of(f)}: ${f.path} says neither endpointSelector nor nodeSelector.`
        : `${of(f)}: ${f.path} has both endpointSelector and nodeSelector.`,
    help: () => 'Write exactly one; endpointSelector: {} means all pods in reach.',
  },
  'policy/node-selector-in-namespace': {
    severity: 'error',
    message: (f) => `${of(f)}: a namespaced policy cannot have nodes as its subject.`,
    help: () => `Use a CiliumClusterwideNetworkPolicy. ${NOT_ENFORCED}`,
  },
  'policy/foreign-namespace': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: the subject names namespace "${f.namespace}", but Cilium uses the policy's own.`,
    help: () => 'Put the policy into that namespace, or use a CiliumClusterwideNetworkPolicy.',
  },
  'policy/no-rules': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} has no rule in any of its four sections.`,
    help: () => `To deny everything write ingress: [{}] or egress: [{}]. ${NOT_ENFORCED}`,
  },
  'policy/empty-rule-list': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: the empty list ${f.path} does nothing: it neither allows nor isolates.`,
    help: () => 'Write [{}] to isolate that direction, or remove the field.',
  },
  'policy/empty-list-ignored': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: the empty list ${f.path} counts as missing, so with ports the item is about anyone.`,
    help: () => 'Fill it, or remove it.',
  },
  'policy/default-deny-without-rules': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: ${f.path} isolates nobody, because the rule has no ${f.direction} item.`,
    help: (f) => `Write ${f.direction}: [{}] to isolate that direction.`,
  },
  'policy/only-denies': {
    severity: 'warning',
    message: (f) =>
      `${of(f)} isolates ${f.direction} and allows nothing there: ${f.path} only denies.`,
    help: (f) =>
      `Write enableDefaultDeny: { ${f.direction}: false } if everything else is to pass, or allow what may.`,
  },
  'policy/two-peer-kinds': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} combines ${f.kinds.join(' and ')}.`,
    help: () => `Make one item of each. ${NOT_ENFORCED}`,
  },
  'policy/matches-nothing': {
    severity: 'warning',
    message: (f) => `${of(f)}: ${f.path} is empty, so the item that holds it matches nothing.`,
    help: () => 'Remove it to mean "any", or fill it.',
  },
  'policy/removed-field': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.field} was removed in Cilium 1.19.`,
    help: () => 'Say the same with a selector.',
  },
  'policy/node-peers-need-flag': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: Cilium accepts ${f.path} only with the agent flag enable-node-selector-labels; without it nothing of the policy is enforced.`,
    help: () =>
      'Set the flag, or use the entities host and remote-node. Verdicts leave open which it is.',
  },
  'policy/new-entity': {
    severity: 'note',
    message: (f) => `${of(f)}: Cilium before 1.20 refuses the entity "${f.value}".`,
    help: () => 'Use cluster where an older Cilium runs, and no other cluster is meant.',
  },
  'policy/one-cidr-source': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} names ${f.count} of cidr, cidrGroupRef and cidrGroupSelector.`,
    help: () => 'Write exactly one in each item.',
  },
  'policy/except-without-cidr': {
    severity: 'warning',
    message: (f) => `${of(f)}: ${f.path} beside a CIDR group is documented as unsupported.`,
    help: () =>
      'Cilium 1.20 takes the exceptions out of the group all the same. Write the CIDRs out to rely on it.',
  },
  'policy/one-fqdn-match': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} has ${f.count} of matchName and matchPattern.`,
    help: () => 'Write exactly one in each item.',
  },
  'policy/bad-fqdn': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: "${f.value}" at ${f.path} is no DNS name${f.path.endsWith('matchName') ? '' : ' or pattern'}.`,
    help: () => 'Use letters, digits, "-", "_" and single dots; "*" only in patterns.',
  },
  'policy/fqdn-without-dns-rule': {
    severity: 'note',
    message: (f) =>
      `${of(f)}: ${f.path} works only where a DNS rule lets the same pods ask for the names.`,
    help: () =>
      'Add an item to the cluster DNS on port 53 with rules: { dns: [...] }, here or in another policy.',
  },
  'policy/kubernetes-service': {
    severity: 'warning',
    message: (f) => `${of(f)}: ${f.path} does not cover the API server.`,
    help: () => 'Use toEntities: [kube-apiserver].',
  },
  'policy/ports-with-icmp': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} has toPorts and icmps.`,
    help: () => `Make two items of it. ${NOT_ENFORCED}`,
  },
  'policy/too-many-ports': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} has ${f.count} entries; ${f.most} are accepted in one list.`,
    help: () => 'Use ranges, or spread the entries over several items of toPorts or icmps.',
  },
  'policy/missing-port': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} has no port.`,
    help: () => `Write port: "0" for every port of the protocol. ${NOT_ENFORCED}`,
  },
  'policy/port-leading-zero': {
    severity: 'warning',
    message: (f) => `${of(f)}: port "${f.value}" at ${f.path} is octal and means ${f.meaning}.`,
    help: () => 'Write the number without leading zeros.',
  },
  'policy/end-port-ignored': {
    severity: 'warning',
    message: (f) =>
      f.reason === 'named'
        ? `${of(f)}: ${f.path} has no effect after a named port.`
        : `${of(f)}: ${f.path} is below the first port, so only that one port is meant.`,
    help: () => 'Write the first and the last port of the range as numbers.',
  },
  'policy/port-zero-range': {
    severity: 'warning',
    message: (f) => `${of(f)}: a range from port "0" to ${f.endPort} is every port.`,
    help: () => 'Begin the range at "1".',
  },
  'policy/protocol-needs-flag': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: protocol ${f.value} needs the agent flag enable-extended-ip-protocols.`,
    help: (f) =>
      f.withoutPort
        ? 'Without the flag Cilium enforces nothing of the policy, because the entry has no port, and drops such packets.'
        : 'Without the flag Cilium drops such packets.',
  },
  'policy/protocol-with-port': {
    severity: 'error',
    message: (f) => `${of(f)}: protocol ${f.protocol} has no ports, so "${f.value}" cannot be one.`,
    help: () => `Leave the port out. ${NOT_ENFORCED}`,
  },
  'policy/bad-icmp-type': {
    severity: 'error',
    message: (f) => `${of(f)}: "${f.value}" at ${f.path} is no ICMP type of ${f.family}.`,
    help: () => 'Use a number from 0 to 255.',
  },
  'policy/icmp-type-zero': {
    severity: 'warning',
    message: (f) => `${of(f)}: type 0 at ${f.path} matches every ICMP type, not only echo replies.`,
    help: () => 'Remove it: replies to an allowed echo request pass anyway.',
  },
  'policy/icmp-type-too-large': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: ICMP type ${f.value} at ${f.path} is in no packet, so it matches nothing.`,
    help: () => 'Use a number from 0 to 255.',
  },
  'policy/one-layer7-kind': {
    severity: 'error',
    message: (f) =>
      f.kinds.length === 0
        ? `${of(f)}: ${f.path} names no kind of layer 7 rules.`
        : `${of(f)}: ${f.path} names ${f.kinds.join(' and ')} at once.`,
    help: () => `Write exactly one of ${orList(['http', 'dns'])}.`,
  },
  'policy/dns-rule-without-ports': {
    severity: 'error',
    message: (f) => `${of(f)}: the DNS rules of ${f.path} need a port.`,
    help: () => `Write port "53" with protocol ANY. ${NOT_ENFORCED}`,
  },
  'policy/layer7-all-ports': {
    severity: 'error',
    message: (f) => `${of(f)}: layer 7 rules cannot stand on every port (${f.path}).`,
    help: () => `Name the ports. ${NOT_ENFORCED}`,
  },
  'policy/layer7-protocol': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: layer 7 rules other than DNS need TCP, but ${f.path} is ${f.protocol}.`,
    help: () => `Write protocol: TCP. ${NOT_ENFORCED}`,
  },
  'policy/layer7-on-host': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} cannot stand in a policy for nodes.`,
    help: () => `Only DNS rules on egress can. ${NOT_ENFORCED}`,
  },
  'policy/dns-rule-on-ingress': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} has DNS rules on ingress.`,
    help: () => `DNS rules belong to the egress of the asking pods. ${NOT_ENFORCED}`,
  },
  'policy/dns-rule-with-range': {
    severity: 'error',
    message: (f) => `${of(f)}: DNS rules cannot stand on the port range ${f.path}.`,
    help: () => `Write single ports. ${NOT_ENFORCED}`,
  },
  'policy/server-names': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} is empty somewhere, or stands beside layer 7 rules without TLS termination.`,
    help: () => `Fill it, or add terminatingTLS. ${NOT_ENFORCED}`,
  },
  'policy/listener': {
    severity: 'error',
    message: (f) =>
      f.reason === 'ingress'
        ? `${of(f)}: ${f.path} stands on ingress.`
        : `${of(f)}: ${f.path} stands beside layer 7 rules.`,
    help: () => `A listener belongs to egress, without layer 7 rules. ${NOT_ENFORCED}`,
  },
};
