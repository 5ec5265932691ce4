/** What the files of an estate of another culture say: configuration, host names, half an inventory, and the truth. */
import { Chance } from './chance.ts';
import { cultureEstate, type CultureEstate, type Owner } from './cultures.ts';
import type { GeneratedEstate, TrueOwner } from './estate-text.ts';
import type { Half } from './vocabulary.ts';

/** All files of a seed. */
export function generateCulture(seed: number, half: Half): GeneratedEstate {
  const estate = cultureEstate(seed, half);
  const chance = new Chance(seed * 101 + 3);
  return {
    seed,
    config: { name: 'router.cfg', text: configOf(estate, chance) },
    hosts: { name: 'hosts', text: hostsOf(estate, chance) },
    inventory: { name: 'inventory.yaml', text: inventoryOf(estate) },
    ownerAt: indexOf(estate),
  };
}

interface Flow {
  readonly from: Owner | 'any';
  readonly to: Owner;
}

function flowsOf({ owners }: CultureEstate, chance: Chance): readonly Flow[] {
  const flows: Flow[] = [];
  const areas = Map.groupBy(
    owners.filter(({ kind, part }) => kind === 'workload' && part !== 'service'),
    ({ area }) => area,
  );
  const askers = owners.filter(({ part }) => part === 'asker');
  const of = (some: readonly Owner[], part: Owner['part']) =>
    some.filter((one) => one.part === part);
  for (const own of areas.values()) {
    const [face] = of(own, 'face');
    const middle = of(own, 'engine');
    for (const front of of(own, 'face')) {
      flows.push({ from: chance.happens(0.3) ? 'any' : chance.pick(askers), to: front });
      for (const to of middle) flows.push({ from: front, to });
    }
    const callers = middle.length > 0 ? middle : face === undefined ? [] : [face];
    for (const from of callers) {
      for (const to of [...of(own, 'store'), ...of(own, 'files'), ...of(own, 'flow')]) {
        flows.push({ from, to });
      }
      for (const to of owners.filter(({ part }) => part === 'asked')) {
        if (chance.happens(0.3)) flows.push({ from, to });
      }
    }
    if (callers.length === 0) {
      for (const to of own) flows.push({ from: chance.pick(askers), to });
    }
  }
  const workloads = [...areas.values()].flat();
  for (const to of owners.filter(({ part }) => part === 'service')) {
    for (const from of chance.some(workloads, 4)) flows.push({ from, to });
    if (chance.happens(0.5)) flows.push({ from: chance.pick(askers), to });
  }
  for (const from of owners.filter(({ part }) => part === 'device')) {
    const to = chance.pick(workloads);
    flows.push(chance.happens(0.5) ? { from, to } : { from: to, to: from });
  }
  for (const to of of(owners, 'asked')) {
    if (!flows.some((flow) => flow.to === to)) flows.push({ from: chance.pick(workloads), to });
  }
  for (const from of askers) {
    if (!flows.some((flow) => flow.from === from)) flows.push({ from, to: chance.pick(workloads) });
  }
  return flows;
}

function configOf(estate: CultureEstate, chance: Chance): string {
  const { culture, gone, owners, words } = estate;
  const mark = chance.pick(words.marks);
  const groups = new Map<Owner, string>();
  const lines: string[] = [];
  let number = chance.between(100, 200);
  for (const owner of owners) {
    if (owner.addresses.length < 2 && !chance.happens(0.3)) continue;
    if (culture.groups === 'none' || !chance.happens(0.75)) continue;
    number += 1;
    const about = chance.happens(culture.stale) ? chance.pick(owners) : owner;
    const plain =
      culture.groups === 'number'
        ? `${mark}${number}`
        : culture.groups === 'area'
          ? `${mark}_${owner.area.replaceAll(' ', '_').toUpperCase()}_${number}`
          : chance.happens(0.5)
            ? `${mark}-${about.called}`
            : about.called;
    const name = [...groups.values()].includes(plain) ? `${plain}-${number}` : plain;
    groups.set(owner, name);
    lines.push(`object-group network ${name}`);
    if (chance.happens(0.15))
      lines.push(` description ${about.called.toLowerCase().replaceAll('_', ' ')}`);
    lines.push(...owner.addresses.map(memberOf));
  }
  const lists = Map.groupBy(flowsOf(estate, chance), ({ from, to }) =>
    (to.kind === 'workload' ? to : from === 'any' ? to : from).area.replaceAll(' ', '-'),
  );
  for (const [area, flows] of lists) {
    lines.push(
      `ip access-list extended ${culture.groups === 'number' ? 2000 + lines.length : `${area}-in`}`,
    );
    for (const { from, to } of flows) {
      if (culture.remarks === 'about' && chance.happens(0.5)) {
        const [a, b] = chance.happens(culture.stale) ? [chance.pick(owners), to] : [from, to];
        lines.push(` remark ${remarkOf(a, b, chance)}`);
      } else if (culture.remarks === 'tickets') lines.push(` remark CHG${1000 + lines.length}`);
      for (const a of endsOf(from, groups, chance, culture.uneven)) {
        for (const b of endsOf(to, groups, chance, culture.uneven)) {
          lines.push(` permit ${to.protocol} ${a} ${b} eq ${to.port}`);
        }
      }
    }
    for (const { address } of gone) {
      if (!chance.happens(0.5)) continue;
      const flow = chance.pick(flows);
      if (flow.from === 'any') lines.push(` permit tcp any host ${address} eq 443`);
      else
        lines.push(
          ` permit tcp ${endsOf(flow.from, groups, chance)[0]} host ${address} eq ${flow.to.port}`,
        );
    }
    for (const { to } of flows) {
      const [host] = chance.some<string>(to.addresses, 1);
      if (to.kind !== 'workload' || host === undefined || !chance.happens(culture.uneven)) continue;
      const asker = endsOf(chance.pick(owners), groups, chance)[0];
      lines.push(` permit tcp ${asker} host ${host} eq ${chance.pick([22, 8009, 9101, 3000])}`);
    }
    lines.push(' deny ip any any');
  }
  const networks = [...new Set(owners.flatMap(({ addresses }) => addresses))]
    .filter((address) => address.startsWith('10.77.'))
    .map((address) => address.split('.').slice(0, 3).join('.'));
  const faces =
    culture.networks === 'hidden'
      ? []
      : [...new Set(networks)].flatMap((network, at) => [
          `interface Vlan${at + 10}`,
          ` ip address ${network}.1 255.255.255.0`,
        ]);
  return ['hostname rtr', ...lines, ...faces, 'end', ''].join('\n');
}

function remarkOf(from: Owner | 'any', to: Owner, chance: Chance): string {
  const say = (owner: Owner | 'any'): string =>
    owner === 'any'
      ? 'all'
      : owner.kind === 'external'
        ? owner.name.replaceAll('-', ' ')
        : owner.called.toLowerCase().replaceAll('_', ' ');
  return chance.pick([say(to), say(to), `${say(from)} to ${say(to)}`, say(from)]);
}

function endsOf(
  owner: Owner | 'any',
  groups: ReadonlyMap<Owner, string>,
  chance: Chance,
  uneven = 0,
): readonly string[] {
  if (owner === 'any') return ['any'];
  const group = groups.get(owner);
  if (group !== undefined && chance.happens(0.85)) return [`object-group ${group}`];
  const [first, ...others] = owner.addresses;
  const kept = others.filter(() => !chance.happens(uneven));
  return [...(first === undefined ? [] : [first]), ...kept].map((address) => {
    const [base = '', length] = address.split('/');
    return length === undefined ? `host ${base}` : `${base} 0.0.15.255`;
  });
}

function memberOf(address: string): string {
  const [base = '', length] = address.split('/');
  return length === undefined ? ` host ${base}` : ` ${base} 255.255.240.0`;
}

function hostsOf({ culture, gone, owners }: CultureEstate, chance: Chance): string {
  const lines = owners.flatMap(({ addresses, hosts }) =>
    addresses.flatMap((address, at) => {
      const about = chance.happens(culture.stale) ? chance.pick(owners).hosts[0] : hosts[at];
      return about === undefined || about === '' || address.includes('/')
        ? []
        : [`${address} ${about}`];
    }),
  );
  const left = gone.flatMap(({ address, host }) =>
    host === '' || !chance.happens(0.5) ? [] : [`${address} ${host}`],
  );
  return `${[...lines, ...left].join('\n')}\n`;
}

/** Addresses of an owner that the inventory has. */
function knownOf({ addresses, known }: Owner): readonly string[] {
  if (known === 'none') return [];
  return known === 'all' ? addresses : addresses.slice(0, Math.ceil(addresses.length / 2));
}

function inventoryOf({ owners }: CultureEstate): string {
  const merged = new Map<string, string[]>();
  const heads = new Map<string, string>();
  for (const owner of owners) {
    const addresses = knownOf(owner);
    if (addresses.length === 0) continue;
    const key = keyOf(owner);
    merged.set(key, [...(merged.get(key) ?? []), ...addresses]);
    heads.set(
      key,
      owner.kind === 'workload'
        ? `namespace: ${owner.namespace}, labels: { app: ${owner.name} }`
        : `name: ${owner.name}`,
    );
  }
  const some = (kind: string): readonly string[] =>
    [...merged]
      .filter(([key]) => key.startsWith(kind))
      .map(([key, addresses]) => `  - { ${heads.get(key)}, addresses: [${addresses.join(', ')}] }`);
  const [workloads, externals] = [some('workload'), some('external')];
  return [
    'version: 1',
    workloads.length === 0 ? 'workloads: []' : 'workloads:',
    ...workloads,
    externals.length === 0 ? 'externals: []' : 'externals:',
    ...externals,
    '',
  ].join('\n');
}

function keyOf({ kind, name, namespace }: Owner): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function indexOf({ owners }: CultureEstate): GeneratedEstate['ownerAt'] {
  const known = new Set(owners.filter((one) => knownOf(one).length > 0).map(keyOf));
  const ranges = owners.flatMap((owner) =>
    owner.addresses.map((text) => {
      const [base = '', length = '32'] = text.split('/');
      const from = base.split('.').reduce((value, part) => value * 256 + Number(part), 0);
      const { accept, kind, name, namespace } = owner;
      const truth: TrueOwner = {
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
        accept,
        known: known.has(keyOf(owner)),
      };
      return { from, to: from + 2 ** (32 - Number(length)) - 1, truth };
    }),
  );
  return (address) => ranges.find(({ from, to }) => from <= address && address <= to)?.truth;
}
