/**
 * What a sentence about a rule says, read back from its words: whom it is about, and on which ports. Knows nothing of policies, only
 * of the words; so a sentence and the evaluator can be held against each other.
 */
import type { BruteCluster, End, Service } from './brute-world.ts';
import { inCidr } from './brute-selectors.ts';
import { hasBlocks, reservedOf } from './brute-identity.ts';

/** `perhaps`: it says the name of something of which only the cluster knows what it is. */
export type Said = 'yes' | 'no' | 'perhaps';

/** Who reads the sentence knows this. */
export interface SentenceWorld {
  /** The engine is Cilium: blocks mean what they mean there. */
  readonly cilium: boolean;
  /** Where the API server may run: the words are asked for each, and answer `perhaps` where that matters. */
  readonly apiServers: readonly NonNullable<BruteCluster['apiServer']>[];
  readonly ignoredKeys: readonly string[];
  /** Groups of addresses by name, with their labels. */
  readonly groups: readonly {
    readonly name: string;
    readonly labels: Labels;
    readonly cidrs: readonly string[];
  }[];
  /** Whether an address has a DNS name; undefined: nobody knows the name. */
  readonly names: (name: string) => ((peer: End) => boolean) | undefined;
}

type Labels = Readonly<Record<string, string>>;

/** Whether a sentence says that its rule is about a flow. */
export function saidOf(sentence: string, world: SentenceWorld, peer: End, service: Service): Said {
  if (/^(?:Accepts|May open|Denies) nothing: /.test(sentence)) return 'no';
  const [, services = '', peers = ''] =
    /^(?:Never accepts|Accepts|May never open|May open) (.+?) (?:from|to) (.+?)\.(?: |$)/.exec(
      `${sentence} `,
    ) ?? [];
  if (services === '') throw new Error(`no sentence about a rule: ${sentence}`);
  return both(
    anyOf(services, ' and ', (one) => isService(one, service)),
    peersSaid(peers, world, peer),
  );
}

function peersSaid(text: string, world: SentenceWorld, peer: End): Said {
  return anyOf(text, ' or ', (one) => {
    const answers = new Set(
      world.apiServers.map((apiServer) => isPeer(one, { ...world, apiServer }, peer)),
    );
    const [only = 'no'] = answers;
    return answers.size === 1 ? only : 'perhaps';
  });
}

function isService(text: string, { protocol, service }: Service): Said {
  if (text === 'anything') return 'yes';
  const [, icmp, type] = /^(?:any )?(ICMP|ICMPv6)(?: type (\d+))?$/.exec(text) ?? [];
  if (icmp !== undefined) {
    const same = protocol === (icmp === 'ICMP' ? 1 : 58);
    return said(same && (type === undefined || service >> 8 === Number(type)));
  }
  const [, any, names = '', port, last, name] =
    /^(any )?([A-Z/]+)(?: (\d+)(?:-(\d+))?| port (\S+))?$/.exec(text) ?? [];
  const numbers: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, SCTP: 132 };
  if (!names.split('/').some((one) => numbers[one] === protocol)) return 'no';
  if (name !== undefined) return 'perhaps';
  if (any !== undefined) return 'yes';
  const from = Number(port);
  return said(service >= from && service <= Number(last ?? from));
}

type Asked = SentenceWorld & { readonly apiServer: NonNullable<BruteCluster['apiServer']> };

function isPeer(text: string, world: Asked, peer: End): Said {
  if (text === 'anyone') return 'yes';
  if (text === 'nobody') return 'no';
  const [, entity] = /^the (\S+) entity$/.exec(text) ?? [];
  if (entity !== undefined) return said(isEntity(entity, world, peer));
  const pods =
    /^(?:all pods|pods with (.+?)) (in (?:namespaces? |any namespace|no namespace|one of ).*)$/.exec(
      text,
    );
  if (pods !== null) {
    if (peer.kind === 'outside') return 'no';
    const where = (pods[2] ?? '').split(/ and (?=in )/);
    return [
      ...conditions(pods[1], podLabels(peer, world), world),
      ...where.map((one) => isIn(one, peer)),
    ].reduce(both, 'yes');
  }
  const [, own] = /^whoever with (.+)$/.exec(text) ?? [];
  if (own !== undefined) {
    const labels =
      peer.kind === 'pod'
        ? { ...podLabels(peer, world), ...placeLabels(peer) }
        : Object.fromEntries(reservedOf(peer, world).map((name) => [`reserved:${name}`, '']));
    return conditions(
      own,
      labels,
      peer.kind === 'pod' ? world : { ...world, cilium: false },
    ).reduce(both, 'yes');
  }
  // A service may stand before pods or addresses; a name or a group is always one of addresses.
  if (/^services? /.test(text)) return anyBlock(world, peer) ? 'perhaps' : 'no';
  if (/^(?:cloud provider groups|names like .+)$/.test(text)) {
    return peer.kind === 'outside' && anyBlock(world, peer) ? 'perhaps' : 'no';
  }
  if (text.startsWith('nodes')) return 'perhaps';
  return isAddress(text, world, peer);
}

function isAddress(text: string, world: Asked, peer: End): Said {
  const [what = '', holes = ''] = text.split(' except ');
  const hole = peer.kind === 'outside' && isHole(holes, peer.address);
  const [, group] = /^CIDR group (\S+)$/.exec(what) ?? [];
  const [, labels] = /^CIDR groups with (.+)$/.exec(what) ?? [];
  const inBlocks = (cidr: string): boolean =>
    peer.kind === 'outside' &&
    (!world.cilium || hasBlocks(peer, world, cidr)) &&
    inCidr(cidr, peer.address);
  if (group !== undefined || labels !== undefined) {
    const found = world.groups.filter((one) =>
      group === undefined
        ? conditions(labels, one.labels, world).every((answer) => answer === 'yes')
        : one.name === group,
    );
    // A group that no file has may be one of any addresses.
    if (found.length === 0 && (group !== undefined || world.groups.length === 0)) {
      return peer.kind === 'outside' && anyBlock(world, peer) ? 'perhaps' : 'no';
    }
    return said(!hole && found.some(({ cidrs }) => cidrs.some(inBlocks)));
  }
  if (hole) return 'no';
  if (what === 'any IPv4 address outside') return said(inBlocks('0.0.0.0/0'));
  if (what === 'any IPv6 address outside') return said(inBlocks('::/0'));
  if (what.includes('/')) return said(inBlocks(what));
  const known = world.names(what);
  if (known !== undefined) return said(known(peer));
  return peer.kind === 'outside' && anyBlock(world, peer) ? 'perhaps' : 'no';
}

/** Whether some block could mean a peer. */
function anyBlock(world: Asked, peer: End): boolean {
  return peer.kind === 'pod' || hasBlocks(peer, world, '');
}

function isHole(text: string, address: number | bigint): boolean {
  return text
    .replace(/^\(|\)$/g, '')
    .split(', ')
    .some((hole) => hole !== '' && inCidr(hole, address));
}

function isEntity(entity: string, world: Asked, peer: End): boolean {
  const whole = entity === 'cluster' || entity === 'cluster-mesh';
  if (peer.kind === 'pod') return whole;
  const names = reservedOf(peer, world);
  return whole ? names.some((name) => name !== 'world') : names.includes(entity);
}

function isIn(text: string, { namespace, namespaceLabels }: Extract<End, { kind: 'pod' }>): Said {
  if (text === 'in any namespace') return 'yes';
  if (text === 'in no namespace') return 'no';
  const [, name] = /^in namespace (\S+)$/.exec(text) ?? [];
  if (name !== undefined) return said(namespace === name);
  const [, some] = /^in one of the namespaces \((.+)\)$/.exec(text) ?? [];
  if (some !== undefined) return said(some.split(', ').includes(namespace));
  const [, others] = /^in any namespace but \((.+)\)$/.exec(text) ?? [];
  if (others !== undefined) return said(!others.split(', ').includes(namespace));
  const [, labels] = /^in namespaces with (.+)$/.exec(text) ?? [];
  if (labels === undefined) throw new Error(`no words about namespaces: ${text}`);
  return labels
    .split(' and ')
    .map((one) => holds(one, namespaceLabels))
    .reduce(both, 'yes');
}

function conditions(text: string | undefined, labels: Labels, { cilium }: Asked): readonly Said[] {
  const hidden = ['io.cilium.k8s.policy.serviceaccount', 'io.cilium.k8s.policy.cluster'];
  return (text ?? '')
    .split(' and ')
    .filter((one) => one !== '')
    .map((one) => {
      // Every pod has these labels, and nobody outside the cluster knows their values.
      const secret = cilium && hidden.some((key) => one.includes(key));
      if (!secret) return holds(one, labels);
      if (one.startsWith('a label ')) return 'yes';
      return one.startsWith('no label ') ? 'no' : 'perhaps';
    });
}

function holds(text: string, labels: Labels): Said {
  const [, present] = /^a label (\S+)$/.exec(text) ?? [];
  if (present !== undefined) return said(present in labels);
  const [, absent] = /^no label (\S+)$/.exec(text) ?? [];
  if (absent !== undefined) return said(!(absent in labels));
  const [, key = '', not, values = ''] = /^(\S+)( not)? in \((.+)\)$/.exec(text) ?? [];
  if (key !== '') {
    const among = values.split(', ').includes(labels[key] ?? '') && key in labels;
    return said(not === undefined ? among : !among);
  }
  const [, own = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  return said(labels[own] === value);
}

function podLabels(peer: Extract<End, { kind: 'pod' }>, { ignoredKeys }: Asked): Labels {
  return Object.fromEntries(
    Object.entries(peer.labels).filter(([key]) => !ignoredKeys.includes(key)),
  );
}

/** Where a pod is, as labels of its own. */
function placeLabels({ namespace, namespaceLabels }: Extract<End, { kind: 'pod' }>): Labels {
  const named = Object.entries(namespaceLabels).map(([key, value]) => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return Object.fromEntries([...named, ['io.kubernetes.pod.namespace', namespace]]);
}

/** Alternatives with a word before the last one and commas between the others, none of them inside brackets. */
function anyOf(text: string, word: string, ask: (one: string) => Said): Said {
  const answers = text
    .replaceAll(/\([^)]*\)/g, (inside) => inside.replaceAll(', ', '\u0000'))
    .split(word)
    .flatMap((part) => part.split(', '))
    .map((one) => ask(one.replaceAll('\u0000', ', ')));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('perhaps') ? 'perhaps' : 'no';
}

function both(a: Said, b: Said): Said {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'yes';
}

function said(holds: boolean): Said {
  return holds ? 'yes' : 'no';
}
