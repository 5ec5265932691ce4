/** Policies that nobody drafted, to be found beside drafts. */
import type { Yaml } from './brute-selectors.ts';

/** Some for one namespace: what each of them is, and the object. */
export function strangers(
  namespace: string,
  cilium: boolean,
): readonly { name: string; object: Yaml }[] {
  const policy = (name: string, spec: object): Yaml => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec,
  });
  const rule = (name: string, spec: object): Yaml => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace },
    spec: { endpointSelector: {}, ...spec },
  });
  const both = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
  return [
    {
      name: 'add an allow-all policy',
      object: policy('open', { ...both, ingress: [{}], egress: [{}] }),
    },
    { name: 'add a deny-all policy', object: policy('lock', both) },
    {
      name: 'add a policy of another namespace',
      object: {
        ...policy('other', { ...both }),
        metadata: { name: 'other', namespace: 'nobody-knows-it' },
      },
    },
    ...(cilium
      ? [
          {
            name: 'add a Cilium deny',
            object: rule('deny', { ingressDeny: [{ fromEntities: ['all'] }] }),
          },
          {
            name: 'add a Cilium deny of one port, isolating nobody',
            object: rule('deny-port', {
              egressDeny: [
                { toEntities: ['world'], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
              ],
              enableDefaultDeny: { ingress: false, egress: false },
            }),
          },
        ]
      : []),
  ];
}
