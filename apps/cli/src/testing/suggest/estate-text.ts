/**
 * What an estate's files say: a router's configuration, a hosts file, an inventory that lacks a part, and the truth
 * about every address. Stale remarks, recycled addresses and misleading names are put in here.
 */
import type { SourceText } from '@aclift/diagnostics';
import { Chance } from './chance.ts';
import {
  addressOf,
  type Placed,
  trueEstate,
  type TrueEstate,
  type TrueExternal,
  type TrueWorkload,
  written,
} from './estate.ts';
import { type Half, VOCABULARY } from './vocabulary.ts';

/** Who an address really is; a text, so that owners are compared by it. */
export interface TrueOwner {
  readonly kind: 'workload' | 'external';
  readonly namespace?: string;
  readonly name: string;
  readonly env?: string;
  /** Names that a person would take as well; absent: none. */
  readonly accept?: readonly string[];
  /** Whether the inventory that is given away has it. */
  readonly known: boolean;
}

export interface GeneratedEstate {
  readonly seed: number;
  readonly config: SourceText;
  readonly hosts: SourceText;
  readonly inventory: SourceText;
  /** Of one address; undefined: nobody. */
  readonly ownerAt: (address: number) => TrueOwner | undefined;
}

/** All files of a seed. */
export function generateEstate(seed: number, half: Half): GeneratedEstate {
  const estate = trueEstate(seed, half);
  const chance = new Chance(seed * 7919 + (half === 'test' ? 104_729 : 0));
  const writer = new Writer(estate, chance);
  const config = writer.config();
  const hosts = writer.hosts();
  const { text, known } = writer.inventory();
  return {
    seed,
    config: { name: 'router.cfg', text: config },
    hosts: { name: 'hosts', text: hosts },
    inventory: { name: 'inventory.yaml', text },
    ownerAt: ownerIndex(estate, known),
  };
}

type Owner = TrueWorkload | TrueExternal;

interface Flow {
  readonly from: Owner | 'any';
  readonly to: Owner | 'any';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

interface Named {
  readonly group: string;
  readonly lines: readonly string[];
}

class Writer {
  readonly #estate: TrueEstate;
  readonly #chance: Chance;
  readonly #groups = new Map<Owner, Named>();
  readonly #mixed: (Named & { readonly members: readonly Owner[] })[] = [];
  /** Addresses that moved to another owner, while names did not. */
  readonly #recycled = new Map<string, TrueWorkload>();

  constructor(estate: TrueEstate, chance: Chance) {
    this.#estate = estate;
    this.#chance = chance;
    this.#recycle();
    this.#nameGroups();
  }

  /** Some addresses had another owner before: host names and groups still say so. */
  #recycle(): void {
    const { habits, workloads } = this.#estate;
    for (const workload of workloads) {
      if (!this.#chance.happens(habits.recycled)) continue;
      const host = this.#chance.pick(workload.placed.hosts);
      const before = this.#chance.pick(workloads);
      if (before !== workload) this.#recycled.set(addressOf(workload.placed.segment, host), before);
    }
  }

  #nameGroups(): void {
    const { externals, habits, workloads } = this.#estate;
    const used = new Set<string>();
    const unique = (name: string): string => {
      let free = name;
      for (let at = 2; used.has(free); at += 1) free = `${name}-${at}`;
      used.add(free);
      return free;
    };
    for (const owner of workloads) {
      if (!this.#chance.happens(habits.groups)) continue;
      const about = this.#chance.happens(habits.misleadingGroups)
        ? this.#chance.pick(workloads)
        : owner;
      const group = unique(this.#groupName(about));
      const stale = [...this.#recycled]
        .filter(([, before]) => before === owner)
        .map(([address]) => ` host ${address}`);
      const described = this.#chance.happens(habits.descriptions * 0.5)
        ? [
            ` description ${about.name.replaceAll('-', ' ')} ${this.#chance.pick(['', 'servers', about.namespace])}`.trimEnd(),
          ]
        : [];
      this.#groups.set(owner, {
        group,
        lines: [...described, ...memberLines(owner.placed), ...stale],
      });
    }
    for (const owner of externals) {
      if (!this.#chance.happens(habits.groups)) continue;
      const group = unique(written(owner.name, habits, this.#chance).toUpperCase());
      this.#groups.set(owner, { group, lines: owner.addresses.map(memberOfText) });
    }
    for (const area of this.#estate.areas) {
      const members = workloads.filter(
        ({ namespace, tier }) => namespace === area && tier === 'app',
      );
      if (members.length < 2 || !this.#chance.happens(habits.mixedGroups * 2)) continue;
      const group = unique(`${written(area, habits, this.#chance).toUpperCase()}-APPS`);
      this.#mixed.push({
        group,
        members,
        lines: members.flatMap(({ placed }) => memberLines(placed)),
      });
    }
  }

  #groupName({ env, name, namespace, tier }: TrueWorkload): string {
    const { habits } = this.#estate;
    const app = written(name, habits, this.#chance);
    const area = written(namespace, habits, this.#chance);
    switch (habits.groupStyle) {
      case 'area-app':
        return `${area}-${app}`.toUpperCase();
      case 'og':
        return `OG_${app}`.toUpperCase();
      case 'servers':
        return `${app}_SERVERS`.toUpperCase();
      case 'env':
        return `${env ?? 'prod'}-${area}-${app}`;
      case 'app':
        return `g-${app}`;
      case 'role':
        return `${area}-${tier === 'data' ? 'DB' : tier}`.toUpperCase();
    }
  }

  config(): string {
    const { segments, site } = this.#estate;
    return [
      `hostname ${site}-core1`,
      ...[...this.#groups.values(), ...this.#mixed].flatMap(({ group, lines }) => [
        `object-group network ${group}`,
        ...lines,
      ]),
      ...segments.flatMap(({ about, number }) => this.#segment(number, about)),
      'interface Vlan250',
      ' description services',
      ' ip address 10.0.250.1 255.255.255.0',
      'interface GigabitEthernet0/0',
      ' description uplink',
      ' ip address 192.0.2.2 255.255.255.252',
      'interface GigabitEthernet0/1',
      ' description wan',
      ' ip address 10.254.0.1 255.255.255.252',
      'ip route 0.0.0.0 0.0.0.0 192.0.2.1',
      'ip route 10.200.0.0 255.255.0.0 10.254.0.2',
      'ip route 10.201.0.0 255.255.240.0 10.254.0.2',
      ...segments.flatMap(({ number }) => this.#lists(number)),
      'end',
      '',
    ].join('\n');
  }

  #segment(number: number, about: string): string[] {
    const { habits, segments } = this.#estate;
    const said = this.#chance.happens(habits.staleDescriptions)
      ? this.#chance.pick(segments).about
      : about;
    const text = this.#chance.pick([
      `${said} tier`,
      said,
      `${said} ${this.#estate.site}`,
      `${said} servers`,
    ]);
    return [
      ...(this.#chance.happens(habits.descriptions) ? [`vlan ${number}`, ` name ${said}-net`] : []),
      `interface Vlan${number}`,
      ...(this.#chance.happens(habits.descriptions) ? [` description ${text}`] : []),
      ` ip address 10.0.${number}.1 255.255.255.0`,
      ` ip access-group IN-${number} in`,
      ` ip access-group OUT-${number} out`,
    ];
  }

  #lists(number: number): string[] {
    const flows = flowsOf(this.#estate);
    const here = (owner: Owner | 'any'): boolean =>
      owner !== 'any' && owner.kind === 'workload' && owner.placed.segment === number;
    const gone = this.#estate.gone
      .filter(({ segment }) => segment === number)
      .flatMap(({ hosts, segment }) =>
        hosts.map(
          (host) =>
            ` permit tcp any host ${addressOf(segment, host)} eq ${this.#chance.pick([80, 443, 22])}`,
        ),
      );
    return [
      `ip access-list extended IN-${number}`,
      ...flows.filter(({ from }) => here(from)).flatMap((flow) => this.#entries(flow)),
      ` permit udp 10.0.${number}.0 0.0.0.255 ${this.#end(this.#dns())} eq 53`,
      ' permit tcp any any established',
      ` deny ip any any log`,
      `ip access-list extended OUT-${number}`,
      ...flows.filter(({ to }) => here(to)).flatMap((flow) => this.#entries(flow)),
      ...gone,
      ` permit tcp ${this.#end(this.#admins())} 10.0.${number}.0 0.0.0.255 eq 22`,
      ' permit tcp any any established',
      ` deny ip any any log`,
    ];
  }

  #dns(): Owner {
    return this.#estate.externals.find(({ role }) => role === 'dns') as Owner;
  }

  #admins(): Owner {
    return this.#estate.externals.find(({ role }) => role === 'admins') as Owner;
  }

  #entries(flow: Flow): string[] {
    const { habits } = this.#estate;
    const froms = this.#ends(flow.from);
    const tos = this.#ends(flow.to);
    const entries = froms.flatMap((from) =>
      tos.map((to) => ` permit ${flow.protocol} ${from} ${to} eq ${flow.port}`),
    );
    return this.#chance.happens(habits.remarks)
      ? [` remark ${this.#remark(flow)}`, ...entries]
      : entries;
  }

  #remark({ from, to }: Flow): string {
    const { habits, half, workloads } = this.#estate;
    if (this.#chance.happens(habits.staleRemarks)) {
      return this.#chance.pick([
        `${this.#chance.pick(workloads).name} to ${this.#chance.pick(workloads).name}`,
        `${this.#chance.pick(VOCABULARY[half].former)}, remove after migration`,
        'temporary, ask network team',
      ]);
    }
    const say = (owner: Owner | 'any'): string => {
      if (owner === 'any') return 'everybody';
      const name = written(owner.name, habits, this.#chance).replaceAll('-', ' ');
      return owner.kind === 'workload' && this.#chance.happens(0.3)
        ? `${owner.namespace} ${name}`
        : name;
    };
    return this.#chance.pick([
      `${say(from)} to ${say(to)}`,
      `${say(from)} calls ${say(to)}`,
      `allow ${say(from)} to access ${say(to)}`,
      `${say(to)}`,
      `for ${say(from)}`,
      'see change request 4711',
    ]);
  }

  #ends(owner: Owner | 'any'): string[] {
    if (owner === 'any' || (owner.kind === 'external' && this.#groups.has(owner))) {
      return [this.#end(owner)];
    }
    if (owner.kind === 'external') return owner.addresses.map(wildcardOf);
    const mixed = this.#mixed.find(({ members }) => members.includes(owner));
    if (mixed !== undefined && this.#chance.happens(0.4)) return [`object-group ${mixed.group}`];
    const group = this.#groups.get(owner);
    if (group !== undefined && this.#chance.happens(0.85)) return [`object-group ${group.group}`];
    const { hosts, segment } = owner.placed;
    const block = hosts.length > 2 && this.#chance.happens(0.25) ? covering(hosts) : undefined;
    if (block !== undefined) return [`${addressOf(segment, block.from)} 0.0.0.${block.size - 1}`];
    return hosts.map((host) => `host ${addressOf(segment, host)}`);
  }

  #end(owner: Owner | 'any'): string {
    if (owner === 'any') return 'any';
    const group = this.#groups.get(owner);
    if (group !== undefined) return `object-group ${group.group}`;
    if (owner.kind === 'workload')
      return `host ${addressOf(owner.placed.segment, owner.placed.hosts[0] ?? 1)}`;
    return wildcardOf(owner.addresses[0] ?? '');
  }

  hosts(): string {
    const { habits, workloads, externals, half } = this.#estate;
    const lines: string[] = ['127.0.0.1 localhost'];
    for (const workload of workloads) {
      const { hosts, segment } = workload.placed;
      for (const [at, host] of hosts.entries()) {
        if (!this.#chance.happens(habits.hostNames)) continue;
        const address = addressOf(segment, host);
        const stale = this.#chance.happens(habits.staleHostNames)
          ? this.#chance.pick(workloads)
          : undefined;
        const former = stale !== undefined && this.#chance.happens(0.3);
        lines.push(
          `${address} ${former ? `${this.#chance.pick(VOCABULARY[half].former)}${at + 1}` : this.#hostName(this.#recycled.get(address) ?? stale ?? workload, at + 1)}`,
        );
      }
    }
    for (const { addresses, name } of externals) {
      for (const [at, address] of addresses.entries()) {
        if (address.includes('/') || !this.#chance.happens(habits.hostNames)) continue;
        lines.push(`${address} ${name}${at + 1}.${VOCABULARY[half].domain}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }

  #hostName({ env, name, namespace }: TrueWorkload, number: number): string {
    const { habits, half, site } = this.#estate;
    const { domain } = VOCABULARY[half];
    // Host names follow a scheme: shortened always or never, by the estate.
    const brief =
      habits.abbreviates >= 0.9
        ? { ...habits, abbreviates: 1, typos: 0 }
        : { ...habits, abbreviates: 0, typos: 0 };
    const plain = written(name, brief, this.#chance);
    // Most people mark what is not production.
    const app = env === 'stage' && number % 4 !== 0 ? `${plain}-stg` : plain;
    const area = written(namespace, brief, this.#chance);
    switch (habits.hostStyle) {
      case 'dns':
        return `${name}-${number}.${namespace}.${env === 'stage' ? 'stage.' : ''}${domain}`;
      case 'site-area-app':
        return `${site}-${area}-${app}-0${number}.${domain}`;
      case 'area-app':
        return `${area}-${app}${number}`;
      case 'app':
        return `${app}0${number}.${domain}`;
      case 'run-together':
        return `${site}${area}${app}0${number}`.replaceAll('-', '');
      case 'env-app':
        return `${(env ?? 'prod').slice(0, 1)}-${app}-${number}.${domain}`;
    }
  }

  /** Leaves out whole workloads, some addresses of others, and some externals. */
  inventory(): {
    readonly text: string;
    readonly known: ReadonlyMap<Owner, readonly number[] | 'all'>;
  } {
    const { externals, habits, workloads } = this.#estate;
    const known = new Map<Owner, readonly number[] | 'all'>();
    const namespaces = new Set<string>();
    const lines: string[] = [];
    for (const workload of workloads) {
      const fate = this.#chance.next();
      const { hosts, segment } = workload.placed;
      if (fate < 0.4) continue;
      const kept =
        fate < 0.65 && hosts.length > 1
          ? this.#chance.some(hosts, Math.ceil(hosts.length / 2))
          : hosts;
      known.set(workload, kept);
      namespaces.add(workload.namespace);
      const labels = [
        `app: ${workload.name}`,
        ...(habits.tierLabel ? [`tier: ${workload.tier}`] : []),
        ...(workload.env === undefined ? [] : [`env: ${workload.env}`]),
      ];
      lines.push(
        `  - namespace: ${workload.namespace}`,
        `    labels: { ${labels.join(', ')} }`,
        `    addresses: [${kept
          .toSorted((a, b) => a - b)
          .map((host) => addressOf(segment, host))
          .join(', ')}]`,
      );
    }
    const outside = externals.filter(() => !this.#chance.happens(0.35));
    const shown = new Map(
      outside.map((owner) => [
        owner,
        this.#chance.happens(0.4) ? owner.addresses.slice(0, 1) : owner.addresses,
      ]),
    );
    for (const owner of outside) known.set(owner, 'all');
    // The platform team lists namespaces before anybody knows addresses.
    const all = [...new Set(workloads.map(({ namespace }) => namespace))];
    const listed = all.filter(
      (namespace) => namespaces.has(namespace) || this.#chance.happens(0.8),
    );
    const text = [
      'version: 1',
      listed.length === 0 ? 'namespaces: {}' : 'namespaces:',
      ...listed.map((namespace) => `  ${namespace}: {}`),
      lines.length === 0 ? 'workloads: []' : 'workloads:',
      ...lines,
      outside.length === 0 ? 'externals: []' : 'externals:',
      ...[...shown].map(
        ([{ name }, addresses]) => `  - { name: ${name}, addresses: [${addresses.join(', ')}] }`,
      ),
      '',
    ].join('\n');
    return { text, known };
  }
}

function flowsOf({ areas, externals, workloads }: TrueEstate): readonly Flow[] {
  const flows: Flow[] = [];
  const users = externals.filter(({ role }) => role === 'users' || role === 'partner');
  const provider = externals.find(({ role }) => role === 'provider');
  const mail = externals.find(({ role }) => role === 'mail');
  const ntp = externals.find(({ role }) => role === 'ntp');
  for (const env of new Set(workloads.map((workload) => workload.env))) {
    for (const area of areas) {
      const own = workloads.filter((one) => one.namespace === area && one.env === env);
      const [web, app, data] = (['web', 'app', 'data'] as const).map((tier) =>
        own.filter((one) => one.tier === tier),
      );
      for (const front of web ?? []) {
        flows.push({ from: users[0] ?? 'any', to: front, protocol: 'tcp', port: 443 });
        for (const back of app ?? [])
          flows.push({ from: front, to: back, protocol: 'tcp', port: back.serves });
      }
      for (const back of app ?? []) {
        for (const store of data ?? []) {
          if (
            store.name.endsWith('-db') &&
            !store.name.startsWith(area) &&
            !store.name.startsWith(back.name)
          )
            continue;
          flows.push({ from: back, to: store, protocol: 'tcp', port: store.serves });
        }
      }
      const [first, second] = app ?? [];
      if (first !== undefined && provider !== undefined)
        flows.push({ from: first, to: provider, protocol: 'tcp', port: 443 });
      if (second !== undefined && mail !== undefined)
        flows.push({ from: second, to: mail, protocol: 'tcp', port: 25 });
    }
  }
  for (const ops of workloads.filter(({ tier }) => tier === 'ops')) {
    const watches = /prometheus|thanos/.test(ops.name);
    for (const one of workloads) {
      if (watches && one !== ops && one.tier !== 'ops') {
        flows.push({
          from: ops,
          to: one,
          protocol: 'tcp',
          port: one.tier === 'data' ? 9187 : 9100,
        });
      }
    }
    if (!watches) flows.push({ from: users.at(-1) ?? 'any', to: ops, protocol: 'tcp', port: 443 });
    if (ntp !== undefined) flows.push({ from: ops, to: ntp, protocol: 'udp', port: 123 });
  }
  return flows;
}

function memberLines({ hosts, segment }: Placed): string[] {
  const [first, last] = [hosts[0] ?? 0, hosts.at(-1) ?? 0];
  return hosts.length > 1 && last - first === hosts.length - 1
    ? [` range ${addressOf(segment, first)} ${addressOf(segment, last)}`]
    : hosts.map((host) => ` host ${addressOf(segment, host)}`);
}

function memberOfText(text: string): string {
  return text.includes('/') ? ` ${text.replace('/', ' /')}`.replace(' /', '/') : ` host ${text}`;
}

/** The smallest aligned block around the hosts; often with addresses of nobody or of neighbours in it. */
function covering(hosts: readonly number[]): { readonly from: number; readonly size: number } {
  for (let size = 2; ; size *= 2) {
    const from = Math.floor((hosts[0] ?? 0) / size) * size;
    if ((hosts.at(-1) ?? 0) < from + size) return { from, size };
  }
}

function wildcardOf(text: string): string {
  const [address = '', length] = text.split('/');
  if (length === undefined) return `host ${address}`;
  const wildcard = 2 ** (32 - Number(length)) - 1;
  return `${address} ${[24, 16, 8, 0].map((shift) => (wildcard >>> shift) & 255).join('.')}`;
}

function ownerIndex(
  { externals, workloads }: TrueEstate,
  known: ReadonlyMap<Owner, unknown>,
): (address: number) => TrueOwner | undefined {
  const hosts = new Map<number, TrueOwner>();
  for (const workload of workloads) {
    const { env, name, namespace, placed } = workload;
    for (const host of placed.hosts) {
      hosts.set(numberOf(addressOf(placed.segment, host)), {
        kind: 'workload',
        namespace,
        name,
        ...(env === undefined ? {} : { env }),
        known: known.has(workload),
      });
    }
  }
  const ranges = externals.flatMap((external) => {
    const owner: TrueOwner = { kind: 'external', name: external.name, known: known.has(external) };
    return external.addresses.map((text) => {
      const [address = '', length = '32'] = text.split('/');
      const from = numberOf(address);
      return { from, to: from + 2 ** (32 - Number(length)) - 1, owner };
    });
  });
  return (address) =>
    hosts.get(address) ?? ranges.find(({ from, to }) => from <= address && address <= to)?.owner;
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}
