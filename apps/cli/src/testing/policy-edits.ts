/** A table of single edits of policy objects: what a slip of a hand, or of a drafting bug, does to them. */
import type { Yaml } from './brute-selectors.ts';

/** A way to change one object, at every place where it can be done. */
export interface PolicyEdit {
  readonly name: string;
  /** The changed objects, one for each place; none where the edit does not apply. */
  readonly apply: (object: Yaml) => readonly Yaml[];
}

/** What the edits take other values from. */
export interface EditContext {
  /** Values by label key. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly namespaces: readonly string[];
}

type Path = readonly (string | number)[];

/** Stands for a part that is taken away. */
const GONE = Symbol('gone');

/** Changes one place of a copy: `change` gives the new values for a part, one copy for each. */
function everywhere(change: (value: Yaml, path: Path) => readonly unknown[]) {
  return (object: Yaml): readonly Yaml[] => {
    const out: Yaml[] = [];
    const visit = (value: Yaml, path: Path): void => {
      for (const next of change(value, path)) out.push(replaced(object, path, next));
      if (typeof value !== 'object' || value === null) return;
      for (const key of Object.keys(value)) {
        visit(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
      }
    };
    for (const part of ['spec', 'specs']) if (part in object) visit(object[part], [part]);
    return out;
  };
}

function replaced(object: Yaml, path: Path, next: unknown): Yaml {
  const copy: Yaml = structuredClone(object);
  const parent = path.slice(0, -1).reduce<Yaml>((at, key) => at[key], copy);
  const key = path.at(-1) as string | number;
  if (next !== GONE) parent[key] = next;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

const SECTIONS = ['ingress', 'egress', 'ingressDeny', 'egressDeny'];
const PEERS =
  /^(?:from|to)$|^(?:from|to)(?:Endpoints|Entities|CIDR|CIDRSet|FQDNs|Services|Groups)$/;

const key = (path: Path): string => String(path.at(-1));
const parent = (path: Path): string => String(path.at(-2));
const isPort = (value: Yaml, path: Path): boolean =>
  parent(path) === 'ports' && /^\d+$/.test(String(value?.port));
const inPeer = (path: Path): boolean => path.some((part) => PEERS.test(String(part)));
const isSelector = (path: Path): boolean =>
  /[sS]elector$/.test(key(path)) || parent(path).endsWith('Endpoints');
/** A number in the form that the object has it in: Cilium's ports are text. */
const like = (port: Yaml, value: number): number | string =>
  typeof port === 'string' ? String(value) : value;

function changedBlock(cidr: string, by: number): readonly string[] {
  const [base = '', length = ''] = cidr.split('/');
  const next = Number(length) + by;
  if (base.includes(':')) return next < 0 || next > 128 ? [] : [`${base}/${next}`];
  if (next < 0 || next > 32) return [];
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - next);
  const masked = Math.floor(value / size) * size;
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(masked / 2 ** shift) % 256);
  return [`${bytes.join('.')}/${next}`];
}

/** All edits of one object. */
export function policyEdits({ labels, namespaces }: EditContext): readonly PolicyEdit[] {
  const blocks = (by: number) =>
    everywhere((value, path) => {
      if (typeof value !== 'string' || !value.includes('/')) return [];
      const isBlock = key(path) === 'cidr' || /CIDR$|^except$|^externalCIDRs$/.test(parent(path));
      return isBlock ? changedBlock(value, by) : [];
    });
  const changedLabel = (peers: boolean) =>
    everywhere((value, path) => {
      if (parent(path) !== 'matchLabels' || inPeer(path) !== peers) return [];
      const others = labels.get(key(path).replace(/^(?:k8s|any):/, '')) ?? [];
      const other = others.find((one) => one !== value);
      return [`${String(value)}-x`, ...(other === undefined ? [] : [other])];
    });
  const isNetworkPolicy = ({ kind }: Yaml): boolean => kind === 'NetworkPolicy';
  const ofSpec = (change: (spec: Yaml, object: Yaml) => readonly Yaml[]) => (object: Yaml) =>
    object.spec === undefined
      ? []
      : change(object.spec, object).map((spec): Yaml => ({ ...object, spec }));
  return [
    {
      name: 'drop a rule',
      apply: everywhere((_, path) => (SECTIONS.includes(parent(path)) ? [GONE] : [])),
    },
    {
      name: 'drop a peer',
      apply: everywhere((_, path) => (PEERS.test(parent(path)) ? [GONE] : [])),
    },
    {
      name: 'drop a list of peers',
      apply: everywhere((_, path) => (PEERS.test(key(path)) ? [GONE] : [])),
    },
    {
      name: 'drop a port',
      apply: everywhere((_, path) => (parent(path) === 'ports' ? [GONE] : [])),
    },
    {
      name: 'drop a list of ports',
      apply: everywhere((_, path) => (/^(?:ports|toPorts|icmps)$/.test(key(path)) ? [GONE] : [])),
    },
    {
      name: 'widen a port',
      apply: everywhere((value, path) =>
        isPort(value, path) ? [{ ...value, endPort: Number(value.endPort ?? value.port) + 1 }] : [],
      ),
    },
    {
      name: 'drop an end port',
      apply: everywhere((_, path) => (key(path) === 'endPort' ? [GONE] : [])),
    },
    {
      name: 'change a port',
      apply: everywhere((value, path) =>
        isPort(value, path) ? [{ ...value, port: like(value.port, Number(value.port) + 1) }] : [],
      ),
    },
    {
      name: 'change a protocol',
      apply: everywhere((value, path) =>
        key(path) === 'protocol' ? [value === 'TCP' ? 'UDP' : 'TCP'] : [],
      ),
    },
    {
      name: 'drop a protocol',
      apply: everywhere((_, path) => (key(path) === 'protocol' ? [GONE] : [])),
    },
    { name: "change a peer's label", apply: changedLabel(true) },
    { name: "change a subject's label", apply: changedLabel(false) },
    {
      name: 'drop a label',
      apply: everywhere((_, path) => (parent(path) === 'matchLabels' ? [GONE] : [])),
    },
    {
      name: 'empty a selector',
      apply: everywhere((_, path) => (isSelector(path) ? [{}] : [])),
    },
    {
      name: 'drop a value of an expression',
      apply: everywhere((_, path) => (parent(path) === 'values' ? [GONE] : [])),
    },
    {
      name: 'turn an operator',
      apply: everywhere((value, path) => {
        const turned: Record<string, string> = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist' };
        const next = key(path) === 'operator' ? turned[value as string] : undefined;
        return next === undefined ? [] : [next];
      }),
    },
    {
      name: 'remove except',
      apply: everywhere((_, path) => (key(path) === 'except' ? [GONE] : [])),
    },
    {
      name: 'drop a hole',
      apply: everywhere((_, path) => (parent(path) === 'except' ? [GONE] : [])),
    },
    { name: 'widen a block', apply: blocks(-1) },
    { name: 'narrow a block', apply: blocks(1) },
    {
      name: 'drop a block of a group',
      apply: everywhere((_, path) => (parent(path) === 'externalCIDRs' ? [GONE] : [])),
    },
    {
      name: 'name another group',
      apply: everywhere((value, path) => (key(path) === 'cidrGroupRef' ? [`${value}-x`] : [])),
    },
    {
      name: 'name another DNS name',
      apply: everywhere((value, path) => (key(path) === 'matchName' ? [`x.${value}`] : [])),
    },
    {
      name: 'name another entity',
      apply: everywhere((value, path) =>
        parent(path).endsWith('Entities') ? [value === 'all' ? 'world' : 'all', 'cluster'] : [],
      ),
    },
    {
      name: 'change an ICMP type',
      apply: everywhere((value, path) => (key(path) === 'type' ? [value === 8 ? 13 : 8] : [])),
    },
    {
      name: 'drop layer 7 rules',
      apply: everywhere((_, path) => (key(path) === 'rules' ? [GONE] : [])),
    },
    {
      name: 'swap [{}] and []',
      apply: ofSpec((spec, object) =>
        (['ingress', 'egress'] as const).flatMap((side) => {
          const text = JSON.stringify(spec[side] ?? []);
          if (text === '[{}]') return [{ ...spec, [side]: [] }];
          const enforced = isNetworkPolicy(object)
            ? spec.policyTypes.includes(side === 'ingress' ? 'Ingress' : 'Egress')
            : text !== '[]';
          return text === '[]' && enforced ? [{ ...spec, [side]: [{}] }] : [];
        }),
      ),
    },
    {
      name: 'allow all in a direction',
      apply: ofSpec((spec, object) =>
        (['ingress', 'egress'] as const).map((side) => ({
          ...spec,
          [side]: [
            isNetworkPolicy(object)
              ? {}
              : { [side === 'ingress' ? 'fromEntities' : 'toEntities']: ['all'] },
          ],
        })),
      ),
    },
    {
      name: 'allow nothing in a direction',
      apply: ofSpec((spec, object) =>
        (['ingress', 'egress'] as const).map((side) => ({
          ...spec,
          [side]: isNetworkPolicy(object) ? [] : [{}],
        })),
      ),
    },
    {
      name: 'remove policyTypes',
      apply: ofSpec(({ policyTypes, ...spec }) => (policyTypes === undefined ? [] : [spec])),
    },
    {
      name: 'drop a policy type',
      apply: everywhere((_, path) => (parent(path) === 'policyTypes' ? [GONE] : [])),
    },
    {
      name: 'add a policy type',
      apply: ofSpec((spec) =>
        spec.policyTypes?.length === 1 ? [{ ...spec, policyTypes: ['Ingress', 'Egress'] }] : [],
      ),
    },
    {
      name: 'turn enableDefaultDeny',
      apply: ofSpec((spec, object) =>
        object.kind === 'CiliumNetworkPolicy'
          ? (['ingress', 'egress'] as const).map((side) => {
              const now = spec.enableDefaultDeny?.[side] ?? (spec[side] ?? []).length > 0;
              return { ...spec, enableDefaultDeny: { ...spec.enableDefaultDeny, [side]: !now } };
            })
          : [],
      ),
    },
    {
      name: 'turn allow and deny',
      apply: ofSpec((spec) =>
        SECTIONS.filter((section) => (spec[section] ?? []).length > 0)
          .filter((section) => !('policyTypes' in spec) && 'endpointSelector' in spec && section)
          .map((section) => {
            const other = section.endsWith('Deny') ? section.slice(0, -4) : `${section}Deny`;
            const { [section]: moved, ...rest } = spec;
            return { ...rest, [other]: [...(rest[other] ?? []), ...moved] };
          }),
      ),
    },
    {
      name: 'change the namespace',
      apply: (object) =>
        object.metadata.namespace === undefined
          ? []
          : [...namespaces, 'elsewhere']
              .filter((name) => name !== object.metadata.namespace)
              .slice(0, 2)
              .map((namespace): Yaml => ({
                ...object,
                metadata: { ...object.metadata, namespace },
              })),
    },
  ];
}
