/** What the rules of all kinds and of NetworkPolicy say, in words. */
import type { Catalogue } from '@aclift/diagnostics';
import { of } from '../wording.ts';
import type { GeneralDiagnostic } from './validate-diagnostic.ts';

export const validateCatalogue: Catalogue<GeneralDiagnostic> = {
  'policy/schema': {
    severity: 'error',
    message: (f) => `${of(f)}: the published schema refuses ${f.path}: ${f.reason}`,
    help: () => 'A cluster refuses the object when it is applied.',
  },
  'policy/bad-object-name': {
    severity: 'error',
    message: (f) => `"${f.value}" cannot be the name of a ${f.kind}.`,
    help: () =>
      'Use at most 253 lower-case letters, digits, "-" and ".", with a letter or digit at both ends.',
  },
  'policy/bad-namespace': {
    severity: 'error',
    message: (f) => `${of(f)}: "${f.value}" cannot be the name of a namespace.`,
    help: () => 'Use at most 63 lower-case letters, digits and inner hyphens.',
  },
  'policy/no-namespace': {
    severity: 'warning',
    message: (f) =>
      `${of(f)} names no namespace: it applies where it is created, and is taken for one of "default".`,
    help: () => 'Write metadata.namespace, or render it for its namespace first.',
  },
  'policy/duplicate-object': {
    severity: 'error',
    message: (f) =>
      f.same
        ? `${of(f)} is written twice: ${f.other} has the same name and says the same.`
        : `${of(f)} is written twice: ${f.other} has the same name and says something else.`,
    help: (f) =>
      f.same
        ? 'A cluster has one object of a kind, namespace and name. Remove one of the two.'
        : 'A cluster keeps the one that is applied last. Verdicts hold where both agree; remove or rename one of the two.',
  },
  'policy/bad-label-key': {
    severity: 'error',
    message: (f) => `${of(f)}: Kubernetes does not accept the key "${f.value}" at ${f.path}.`,
    help: () =>
      'A key is at most 63 letters, digits and inner "-", "_", ".", perhaps after "dns.name/".',
  },
  'policy/bad-label-value': {
    severity: 'error',
    message: (f) => `${of(f)}: "${f.value}" cannot be the value of the label "${f.key}".`,
    help: () => 'Use at most 63 letters, digits and inner "-", "_", ".".',
  },
  'policy/annotations-too-large': {
    severity: 'error',
    message: (f) => `${of(f)} has ${f.count} bytes of annotations; ${f.most} are accepted.`,
    help: () => 'Move explanations into comments or a document of their own.',
  },
  'policy/too-large-to-apply': {
    severity: 'warning',
    message: (f) =>
      `${of(f)} has ${f.count} bytes; "kubectl apply" keeps the object in an annotation, and ${f.most} fit there.`,
    help: () => 'Use "kubectl apply --server-side", or split the policy.',
  },
  'policy/selector-values': {
    severity: 'error',
    message: (f) =>
      f.count === 0
        ? `${of(f)}: operator ${f.operator} at ${f.path} needs at least one value.`
        : `${of(f)}: operator ${f.operator} at ${f.path} takes no values.`,
    help: () => 'In and NotIn compare with values; Exists and DoesNotExist do not.',
  },
  'policy/ignored-label': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: Cilium ignores the label "${f.key}", so this selector selects nothing there.`,
    help: () => 'Select by a label of your own, or have the operator of the cluster admit the key.',
  },
  'policy/reserved-label-key': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: "${f.key}" is a reserved name in Cilium; a pod label of that name can switch enforcement off.`,
    help: () => 'Rename the label, or write "reserved:" before the key if the identity is meant.',
  },
  'policy/bad-cidr': {
    severity: 'error',
    message: (f) => `${of(f)}: "${f.value}" at ${f.path} is no CIDR.`,
    help: () => 'Write an address and a prefix length, such as 10.1.2.0/24, without leading zeros.',
  },
  'policy/loose-cidr': {
    severity: 'warning',
    message: (f) => `${of(f)}: "${f.value}" at ${f.path} is read as ${f.canonical}.`,
    help: (f) => `Write ${f.canonical}.`,
  },
  'policy/strict-cidr': {
    severity: 'error',
    message: (f) => {
      const why = {
        'leading-zeros': 'has leading zeros',
        'ipv4-mapped': 'is an IPv4 address written as IPv6',
        'host-bits': 'has bits set beyond its length',
      }[f.reason];
      return `${of(f)}: "${f.value}" at ${f.path} ${why}, which Kubernetes refuses since 1.36.`;
    },
    help: (f) =>
      f.reason === 'ipv4-mapped'
        ? 'Write the IPv4 prefix itself.'
        : `Write ${f.canonical}. Older clusters take it for that.`,
  },
  'policy/except-outside-cidr': {
    severity: 'error',
    message: (f) => `${of(f)}: the exception "${f.value}" does not lie within ${f.cidr}.`,
    help: () =>
      'Remove it, or move it to the block that holds it. In a NetworkPolicy it must be smaller than the block.',
  },
  'policy/any-as-cidr': {
    severity: 'note',
    message: (f) =>
      f.kind === 'NetworkPolicy'
        ? `${of(f)}: "${f.value}" at ${f.path} means every address outside on Cilium, and pods and nodes too on engines such as Calico.`
        : `${of(f)}: "${f.value}" at ${f.path} means every address outside the cluster, but no pods and no nodes.`,
    help: (f) =>
      f.kind === 'NetworkPolicy'
        ? 'Leave the peers out if anybody is meant.'
        : 'Use the entity world for outside, all for anybody.',
  },
  'policy/bad-port': {
    severity: 'error',
    message: (f) => `${of(f)}: "${f.value}" at ${f.path} is no port.`,
    help: () =>
      'Use 1 to 65535 (a number in NetworkPolicy, quoted in Cilium), or a name of at most 15 characters.',
  },
  'policy/bad-end-port': {
    severity: 'error',
    message: (f) => {
      if (f.reason === 'without-port')
        return `${of(f)}: the endPort of ${f.path} needs a port to begin at.`;
      if (f.reason === 'named')
        return `${of(f)}: the endPort of ${f.path} cannot follow a named port.`;
      return `${of(f)}: the endPort of ${f.path} is no port.`;
    },
    help: () => 'Write the first and the last port of the range as numbers from 1 to 65535.',
  },
  'policy/end-port-below-port': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: the range at ${f.path} ends at ${f.endPort}, before it begins at ${f.port}.`,
    help: () => 'Swap the two.',
  },
  'policy/selects-all-pods': {
    severity: 'warning',
    message: (f) => `${of(f)} has no podSelector, so it applies to every pod of its namespace.`,
    help: () => 'Write podSelector: {} if that is meant, or name the pods.',
  },
  'policy/status-field': {
    severity: 'warning',
    message: (f) => `${of(f)} has a status, which NetworkPolicy lost in Kubernetes 1.28.`,
    help: () => 'Remove it: "kubectl apply" refuses unknown fields. It means nothing to traffic.',
  },
  'policy/empty-peer': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} names no peer.`,
    help: () =>
      'Leave out the whole list to mean anybody, or write podSelector: {} for all pods of the namespace.',
  },
  'policy/ip-block-with-selector': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} has an ipBlock and a selector; a peer is one or the other.`,
    help: () => 'Make two items of it.',
  },
  'policy/too-many-policy-types': {
    severity: 'error',
    message: (f) => `${of(f)} lists ${f.count} policy types; ${f.most} exist.`,
    help: () => 'Write Ingress and Egress at most once each.',
  },
  'policy/policy-types-implied': {
    severity: 'warning',
    message: (f) => `${of(f)} names no policyTypes, so it gets ${f.implied.join(' and ')}.`,
    help: (f) =>
      f.implied.includes('Egress')
        ? 'It isolates ingress too. Write the policyTypes that are meant.'
        : 'Its empty egress list isolates nothing. Write the policyTypes that are meant.',
  },
  'policy/rules-without-policy-type': {
    severity: 'warning',
    message: (f) =>
      `${of(f)} has ${f.path} rules but not the policy type ${f.direction}: by the API's text they do nothing, and on Cilium they are enforced and isolate.`,
    help: (f) => `Add ${f.direction} to policyTypes, or remove the rules.`,
  },
  'policy/named-port-to-ip-block': {
    severity: 'warning',
    message: (f) =>
      `${of(f)}: port "${f.value}" is looked up on destination pods, and an ipBlock has none.`,
    help: () => 'Write the number.',
  },
};
