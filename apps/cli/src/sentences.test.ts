/**
 * The sentences of `aclift explain`: each describes the flows that the evaluator takes its rule to match, of random policies with
 * every field there is. FC_SEED repeats a failure.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainPolicies, readPolicyFiles } from '@aclift/insight';
import type { Family } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import {
  decidedProtocols,
  type Engine,
  type FlowEnd,
  modelPolicies,
  type RuleModel,
} from '@aclift/verify';
import { namesOf } from './testing/estate-ends.ts';
import { anyWorld, policyFlows, policyInventory } from './testing/policy-world.ts';
import { ciliumPolicies, networkPolicies } from './testing/random-policies.ts';
import { type Said, saidOf, type SentenceWorld } from './testing/sentence-meaning.ts';

const RUNS = { numRuns: 12 };
const inventory = policyInventory();

/** What the evaluator says of a rule and a flow: the strongest of the rule's parts. */
function evaluated(
  parts: readonly RuleModel[],
  address: number | bigint,
  peer: FlowEnd,
  service: { readonly protocol: number; readonly service: number },
): Said {
  const matching = parts.filter(({ peers, services }) => {
    const who =
      peers.kind === 'anyone' ||
      (peer.kind === 'pod'
        ? peers.workloads.has(peer.workload)
        : rangesHold(peers.outside, address));
    return (
      who &&
      services.some(
        (one) =>
          (one.protocol === undefined || one.protocol === service.protocol) &&
          (one.service === undefined || rangesHold(one.service, service.service)),
      )
    );
  });
  const opening = ['layer-7', 'authentication', 'known-names'];
  if (matching.some(({ caveat }) => caveat === undefined || opening.includes(caveat))) return 'yes';
  return matching.length > 0 ? 'perhaps' : 'no';
}

describe.each([
  { engine: 'strict-spec', policies: networkPolicies, family: 'ipv4' },
  { engine: 'cilium', policies: networkPolicies, family: 'ipv4' },
  { engine: 'cilium', policies: ciliumPolicies, family: 'ipv4' },
  { engine: 'cilium', policies: ciliumPolicies, family: 'ipv6' },
] as const satisfies readonly {
  readonly engine: Engine;
  readonly policies: unknown;
  readonly family: Family;
}[])(`$engine, $family`, ({ engine, family, policies }) => {
  test('a sentence describes the flows that its rule matches', () => {
    fc.assert(
      fc.property(policies, anyWorld, (texts, anyone) => {
        const files = texts.map((text, i) => ({ name: `${i}.yaml`, text }));
        const { accepted } = readPolicyFiles(files);
        const explained = explainPolicies({ policies: files, configs: [] }).policies;
        const models = modelPolicies(accepted, inventory, family, { engine }).policies;
        const groups = accepted.flatMap(({ object }) =>
          object.kind === 'CiliumCIDRGroup'
            ? [
                {
                  name: object.metadata.name,
                  labels: object.metadata.labels ?? {},
                  cidrs: object.spec.externalCIDRs,
                },
              ]
            : [],
        );
        const world: SentenceWorld = {
          cilium: engine === 'cilium',
          apiServers: ['outside', 'host', 'remote-node'],
          ignoredKeys: engine === 'cilium' ? ['pod-template-hash'] : [],
          groups,
          names: (name) => namesOf(inventory, name),
        };
        const flows = policyFlows(family, anyone, decidedProtocols(engine, family));
        for (const { file, rules } of explained) {
          for (const { direction, path, sentence } of rules) {
            const parts = models.flatMap((model) =>
              model.document.source === file
                ? model.rules.filter(
                    (rule) => rule.implied !== true && rule.path.join('.') === path,
                  )
                : [],
            );
            // A direction that is not isolated has no rules by the text of the API, and objects that are refused have none.
            if (parts.length === 0) continue;
            for (const { flow, from, ids, to } of flows) {
              const [peer, id, address] =
                direction === 'egress'
                  ? [to, ids[1], flow.destination]
                  : [from, ids[0], flow.source];
              const service = { protocol: Number(flow.protocol), service: Number(flow.service) };
              const words = saidOf(sentence, world, peer, service);
              // Which number a port's name is hangs on the pods, of which the sentence says nothing.
              if (/ port /.test(sentence) && words === 'perhaps') continue;
              const says = evaluated(parts, address, id, service);
              // Hundreds of thousands of flows: what agrees is not handed to an assertion.
              if (words === says) continue;
              expect({ sentence, peer, service, says: words }).toEqual({
                sentence,
                peer,
                service,
                says,
              });
            }
          }
        }
      }),
      RUNS,
    );
  });
});

const cnp = (spec: string, kind = 'CiliumNetworkPolicy'): string =>
  `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: { name: p${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''} }\nspec: ${spec}\n`;
const np = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`;
const explain = (text: string) =>
  explainPolicies({ policies: [{ name: 'p.yaml', text }], configs: [] }).policies[0];
const sentences = (text: string): readonly string[] =>
  explain(text)?.rules.map(({ sentence }) => sentence) ?? [];

describe('in words', () => {
  test.each([
    {
      name: 'an empty item of a NetworkPolicy',
      text: np('{ podSelector: {}, ingress: [{}] }'),
      says: ['Accepts anything from anyone.'],
    },
    {
      name: 'an empty item of Cilium',
      text: cnp('{ endpointSelector: {}, ingress: [{}] }'),
      says: ['Accepts nothing: the item has neither peers nor ports, so it only isolates.'],
    },
    {
      name: 'an empty item that denies',
      text: cnp('{ endpointSelector: {}, ingressDeny: [{}] }'),
      says: ['Denies nothing: the item has neither peers nor ports, so it only isolates.'],
    },
    {
      name: 'an empty item without default deny',
      text: cnp('{ endpointSelector: {}, enableDefaultDeny: { egress: false }, egress: [{}] }'),
      says: ['May open nothing: the item has neither peers nor ports, so it does nothing.'],
    },
    {
      name: 'ports that are none',
      text: cnp('{ endpointSelector: {}, egress: [{ toPorts: [{}] }, { toPorts: [] }] }'),
      says: [
        'May open nothing: no port or ICMP type of the item is in any packet, so it only isolates.',
        'May open nothing: the item has neither peers nor ports, so it only isolates.',
      ],
    },
    {
      name: 'an empty list of peers',
      text: cnp('{ endpointSelector: {}, ingress: [{ fromEndpoints: [] }] }'),
      says: ['Accepts nothing: fromEndpoints is empty, and that is nobody, so it only isolates.'],
    },
    {
      name: 'two conditions of one peer, and two peers',
      text: np(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: b, tier: c } } }, { podSelector: {} }] }] }',
      ),
      says: [
        'Accepts anything from pods with app=b and tier=c in namespaces with team=a or all pods in namespace shop.',
      ],
    },
    {
      name: 'an empty selector in a cluster-wide policy',
      text: cnp(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }',
        'CiliumClusterwideNetworkPolicy',
      ),
      says: ['Accepts anything from all pods in any namespace.'],
    },
    {
      name: 'authentication, and a look inside',
      text: cnp(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}], authentication: { mode: required }, toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: / }] } }] }] }',
      ),
      says: [
        'Accepts TCP 80 from all pods in namespace shop. Both ends must prove who they are first. Looks inside: what its layer 7 conditions leave out is stopped.',
      ],
    },
    {
      name: 'groups of addresses, with exceptions',
      text: cnp(
        '{ endpointSelector: {}, egress: [{ toCIDRSet: [{ cidrGroupRef: a, except: [192.0.2.0/28] }, { cidrGroupSelector: { matchLabels: { kind: b } } }, { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16] }] }] }',
      ),
      says: [
        'May open anything to CIDR group a except 192.0.2.0/28, CIDR groups with kind=b or 10.0.0.0/8 except (10.1.0.0/16, 10.2.0.0/16).',
      ],
    },
    {
      name: 'rules that policyTypes leaves out',
      text: np('{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }'),
      says: [
        'May open anything to anyone. Only Cilium enforces it: policyTypes leaves Egress out.',
      ],
    },
    {
      name: 'ports as the agent takes them',
      text: cnp(
        '{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "010", protocol: TCP }, { port: "90", endPort: 80, protocol: UDP }, { port: "0", endPort: 9 }] }] }] }',
      ),
      says: ['Accepts TCP 8, UDP 90 and any TCP/UDP/SCTP from anyone.'],
    },
    {
      name: 'rule objects with different subjects',
      text: 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: shop }\nspecs: [{ endpointSelector: { matchLabels: { a: b } }, ingress: [{}] }, { endpointSelector: {}, egress: [{ toEntities: [world] }] }]\n',
      says: [
        'Accepts nothing: the item has neither peers nor ports, so it only isolates. For pods with a=b in namespace shop.',
        'May open anything to the world entity. For all pods in namespace shop.',
      ],
    },
  ])('$name', ({ says, text }) => {
    expect(sentences(text)).toEqual(says);
  });

  test.each([
    { text: np('{ podSelector: {} }'), subject: 'all pods in namespace shop' },
    { text: np('{}'), subject: 'all pods in namespace shop' },
    {
      text: np('{ podSelector: {} }').replace(', namespace: shop', ''),
      subject: 'all pods in its own namespace',
    },
    {
      text: cnp('{ endpointSelector: {}, ingress: [{}] }', 'CiliumClusterwideNetworkPolicy'),
      subject: 'all pods in any namespace',
    },
    {
      text: cnp(
        '{ endpointSelector: { matchLabels: { a: b, "k8s:io.kubernetes.pod.namespace": other } }, ingress: [{}] }',
      ),
      subject: 'pods with a=b in namespace shop',
    },
    {
      text: cnp(
        '{ nodeSelector: { matchLabels: { zone: a } }, ingress: [{}] }',
        'CiliumClusterwideNetworkPolicy',
      ),
      subject: 'nodes with zone=a',
    },
  ])('the subject is $subject', ({ subject, text }) => {
    expect(explain(text)?.subject).toBe(subject);
  });
});
