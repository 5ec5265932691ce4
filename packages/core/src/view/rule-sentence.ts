/**
 * A policy rule as one plain sentence, from the object as it is written: drafts and hand-edited policies alike. A sentence
 * describes what the evaluator takes the rule to match; a test holds the two together.
 */
import type { CiliumRule, NetworkPolicySpec, PolicyObject } from '@aclift/policy';
import { ANYONE, type AnyCiliumRule, ciliumPeers, peersText } from './rule-sentence-peers.ts';
import { type Home, listed, nodesText, podsText, subjectText } from './rule-sentence-selectors.ts';
import { ANYTHING, ciliumServicesText, portsText } from './rule-sentence-services.ts';

/** One rule item of an object. */
export interface RuleItem {
  /** Where in the object, such as `['spec', 'ingress', 0]`. */
  readonly path: readonly (string | number)[];
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny';
  /** `Accepts TCP 5432 from pods with tier=backend in namespace shop.` */
  readonly sentence: string;
}

/** Every rule item of a policy, in the order of its sections. Objects that are no policies have none. */
export function ruleItems(object: PolicyObject): readonly RuleItem[] {
  const home = homeOf(object);
  switch (object.kind) {
    case 'NetworkPolicy':
      return networkPolicyItems(object.spec ?? {}, home);
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy': {
      const rules = ciliumRules(object);
      // Where rule objects have different subjects, each sentence says its own.
      const subjects = new Set(rules.map(({ rule }) => ciliumSubject(rule, home)));
      return rules.flatMap(({ path, rule }) =>
        ciliumItems(rule, path, home).map((item) =>
          subjects.size < 2
            ? item
            : { ...item, sentence: `${item.sentence} For ${ciliumSubject(rule, home)}.` },
        ),
      );
    }
    case 'CiliumCIDRGroup':
      return [];
  }
}

/** Whom a policy selects: `pods with app=shop-db in namespace shop`, `all pods in any namespace`. */
export function subjectOf(object: PolicyObject): string {
  const home = homeOf(object);
  switch (object.kind) {
    case 'NetworkPolicy':
      return podsText(object.spec?.podSelector, undefined, home);
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy': {
      const subjects = ciliumRules(object).map(({ rule }) => ciliumSubject(rule, home));
      return subjects.length === 0 ? 'nobody' : listed([...new Set(subjects)], 'and');
    }
    case 'CiliumCIDRGroup':
      return 'no pods';
  }
}

function homeOf({ kind, metadata: { namespace } }: PolicyObject): Home {
  const namespaced = kind === 'NetworkPolicy' || kind === 'CiliumNetworkPolicy';
  return { namespaced, ...(namespaced && namespace !== undefined ? { namespace } : {}) };
}

interface PlacedRule {
  readonly rule: CiliumRule;
  readonly path: RuleItem['path'];
}

function ciliumRules({
  spec,
  specs = [],
}: {
  readonly spec?: CiliumRule;
  readonly specs?: readonly CiliumRule[];
}): readonly PlacedRule[] {
  return [
    ...(spec === undefined ? [] : [{ rule: spec, path: ['spec'] }]),
    ...specs.map((rule, i) => ({ rule, path: ['specs', i] })),
  ];
}

function ciliumSubject({ endpointSelector, nodeSelector }: CiliumRule, home: Home): string {
  if (endpointSelector !== undefined) return subjectText(endpointSelector, home);
  return nodeSelector === undefined
    ? 'nobody, because no selector is written'
    : nodesText(nodeSelector);
}

const VERBS = {
  ingress: { allow: 'Accepts', deny: 'Never accepts', word: 'from' },
  egress: { allow: 'May open', deny: 'May never open', word: 'to' },
} as const;

function networkPolicyItems(spec: NetworkPolicySpec, home: Home): readonly RuleItem[] {
  const { egress = [], ingress = [], policyTypes = [] } = spec;
  const leftOut = (type: 'Ingress' | 'Egress'): string =>
    policyTypes.length === 0 || policyTypes.includes(type)
      ? ''
      : ` Only Cilium enforces it: policyTypes leaves ${type} out.`;
  return [
    ...ingress.map(({ from, ports }, i) => ({
      path: ['spec', 'ingress', i],
      direction: 'ingress' as const,
      action: 'allow' as const,
      sentence: `Accepts ${portsText(ports)} from ${peersText(from, home)}.${leftOut('Ingress')}`,
    })),
    ...egress.map(({ ports, to }, i) => ({
      path: ['spec', 'egress', i],
      direction: 'egress' as const,
      action: 'allow' as const,
      sentence: `May open ${portsText(ports)} to ${peersText(to, home)}.${leftOut('Egress')}`,
    })),
  ];
}

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;

function ciliumItems(rule: CiliumRule, at: RuleItem['path'], home: Home): readonly RuleItem[] {
  return SECTIONS.flatMap((section) =>
    (rule[section] ?? []).map((item: AnyCiliumRule, i): RuleItem => {
      const direction = section.startsWith('ingress') ? 'ingress' : 'egress';
      const action = section.endsWith('Deny') ? 'deny' : 'allow';
      const isolates = rule.enableDefaultDeny?.[direction] !== false;
      const sentence = ciliumSentence(item, direction, action, { home, isolates });
      return { path: [...at, section, i], direction, action, sentence };
    }),
  );
}

function ciliumSentence(
  item: AnyCiliumRule,
  direction: 'ingress' | 'egress',
  action: 'allow' | 'deny',
  { home, isolates }: { readonly home: Home; readonly isolates: boolean },
): string {
  const { [action]: verb, word } = VERBS[direction];
  const nothing = (why: string): string => {
    const nobody = { allow: `${verb} nothing`, deny: 'Denies nothing' }[action];
    return `${nobody}: ${why}${isolates ? ', so it only isolates' : ', so it does nothing'}.`;
  };
  const peers = ciliumPeers(item, word, home);
  const given = (item.toPorts ?? []).length + (item.icmps ?? []).length > 0;
  if (peers.kind === 'empty') return nothing(`${peers.field} is empty, and that is nobody`);
  if (peers.kind === 'unnamed' && !given) return nothing('the item has neither peers nor ports');
  const services = given ? ciliumServicesText(item) : ANYTHING;
  if (services === undefined) return nothing('no port or ICMP type of the item is in any packet');
  const who = peers.kind === 'some' ? peers.text : ANYONE;
  return `${verb} ${services} ${word} ${who}.${conditionsText(item)}`;
}

/** What else must hold for a connection, or for what is said in it. */
function conditionsText(item: AnyCiliumRule): string {
  const mode = 'authentication' in item ? (item.authentication?.mode ?? 'disabled') : 'disabled';
  const authenticated = {
    disabled: '',
    required: ' Both ends must prove who they are first.',
    'test-always-fail':
      ' Both ends must prove who they are first, which always fails in this test mode.',
  }[mode];
  const inside = looksInside(item)
    ? ' Looks inside: what its layer 7 conditions leave out is stopped.'
    : '';
  return `${authenticated}${inside}`;
}

/** HTTP, DNS or TLS conditions, or a listener: they stop some of what ports let through. Empty lists are none. */
function looksInside({ toPorts = [] }: AnyCiliumRule): boolean {
  return toPorts.some((entry) => {
    const { listener, originatingTLS, rules, serverNames, terminatingTLS } = {
      listener: undefined,
      originatingTLS: undefined,
      rules: undefined,
      serverNames: undefined,
      terminatingTLS: undefined,
      ...entry,
    } as Readonly<Record<string, unknown>>;
    const lists = typeof rules === 'object' && rules !== null ? Object.values(rules) : [];
    return (
      lists.some((list) => !Array.isArray(list) || list.length > 0) ||
      (Array.isArray(serverNames) && serverNames.length > 0) ||
      [listener, terminatingTLS, originatingTLS].some((part) => part !== undefined && part !== null)
    );
  });
}
