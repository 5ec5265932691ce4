/** What the columns of a table mean: by their usual names, or as the user maps them. */
import { isLastingLabel } from '../../release-label.ts';
import type { ImportOptions } from '../record.ts';

/**
 * `address`: hosts. `network`: CIDRs and ranges, which a row without a host is about. `start` and `end`: both ends of a
 * range. `mask`: of an address or network.
 */
export type Field =
  | 'address'
  | 'network'
  | 'start'
  | 'end'
  | 'mask'
  | 'name'
  | 'namespace'
  | 'labels'
  | 'status';

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Usual names of columns, in lower case, with `-` for blanks, `_` and dots. Of names the first that is there counts. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  address:
    words(`address addresses ip ips ip-address ip-addresses ipaddress ipaddresses ip-addr ipaddr ip/cidr
    ipv4 ipv4s ipv4-address ipv4-addresses ipv4address ip-v4 ipv6 ipv6s ipv6-address ipv6-addresses ipv6address ip-v6 ipv6-ips
    host-ip server-ip node-ip vm-ip guest-ip primary-ip primary-ip-address secondary-ip secondary-ip-address
    private-ip private-ips private-ip-address private-ip-addresses private-ipv4-address private-ipv4-addresses
    public-ip public-ips public-ip-address public-ipv4-address public-ipv4-addresses elastic-ip elastic-ips
    internal-ip external-ip mgmt-ip management-ip management-ip-address ip-adresse ip-adressen ipadresse`),
  network:
    words(`cidr cidrs subnet subnets network networks prefix range ranges ip-range ip-ranges ip-network ip-subnet
    address-range network-address network-range network-cidr subnet-address subnet-cidr subnet-range supernet vnet netz
    subnetz netzwerk`),
  start:
    words(`start start-ip start-address start-ip-address startrange start-range range-start first-ip first-address from
    from-ip from-address ip-from`),
  end: words(`end end-ip end-address end-ip-address endrange end-range range-end last-ip last-address to to-ip to-address
    ip-to`),
  mask: words(`mask netmask net-mask subnet-mask subnetmask network-mask prefix-length prefixlength prefix-len masklen mask-length
    cidr-mask subnetzmaske netzmaske`),
  name: words(`vm vm-name virtual-machine virtual-machine-name hostname host-name hostnames name server server-name computer
    computer-name computername machine machine-name node node-name instance instance-name system system-name ci-name ci
    configuration-item fqdn dns-name dns dnshostname dns-host-name asset asset-name rechnername device device-name host`),
  namespace: words('namespace ns k8s-namespace kubernetes-namespace'),
  labels: words('labels k8s-labels kubernetes-labels'),
  status:
    words(`status state install-status operational-status op-status hardware-status asset-status ci-status
    lifecycle lifecycle-status life-cycle-status life-cycle-stage life-cycle-stage-status lifecycle-state server-status
    ip-status address-status addressstate address-state lease-state instance-state`),
};

/** Names that only hosts have: a row with one of these is about a host, whatever else it says. */
const OF_HOSTS: ReadonlySet<string> = new Set(
  USUAL.name.filter(
    (name) => !['name', 'system', 'system-name', 'asset', 'asset-name'].includes(name),
  ),
);

/** Names that networks have too, for rows without another name. */
const OF_NETWORKS: readonly string[] = words(
  'network-name subnet-name vlan-name segment segment-name zone zone-name vlan description comment',
);

/** Columns that are labels by their own name. */
const LABELS: ReadonlySet<string> = new Set(
  words('app application component env environment role tier'),
);
/** Columns of networks that may hold the length of a prefix alone. */
const LENGTHS: ReadonlySet<string> = new Set(words('prefix cidr cidrs'));

/** Columns of networks in which one address alone is a range of one, and no network without its length. */
const RANGES: ReadonlySet<string> = new Set(
  words('range ranges ip-range ip-ranges address-range network-range subnet-range'),
);

/** Whether a label says which application it is. */
export function isNamingLabel(key: string): boolean {
  return key === 'app' || key === 'application' || key === 'component';
}

/** Columns by what they mean, in lower case as in the table. */
export interface Meaning extends Readonly<Record<Field, readonly string[]>> {
  /** Columns of `network` that may hold the length of a prefix alone. */
  readonly lengths: ReadonlySet<string>;
  /** Columns of `network` in which one address alone is a range of one. */
  readonly ranges: ReadonlySet<string>;
  /** Names of networks. */
  readonly networkName: readonly string[];
  /** Names that only hosts have. */
  readonly hostName: ReadonlySet<string>;
  /** Column by key of a label that the table or the user calls one. */
  readonly label: ReadonlyMap<string, string>;
  /** Column by key of a label, where only the usual name of the column says so. */
  readonly guessedLabel: ReadonlyMap<string, string>;
}

/** Columns that the user maps are exactly those; of the others the usual names count. */
export function meaningOf(columns: readonly string[], options: ImportOptions): Meaning {
  const said = (field: Field): string | undefined =>
    options.columns.get(field)?.trim().toLowerCase();
  const taken = new Set([...options.columns.values()].map((column) => column.trim().toLowerCase()));
  const usual = (field: Field): readonly string[] =>
    USUAL[field].flatMap((name) =>
      columns.filter((column) => plain(column) === name && !taken.has(column)),
    );
  const mapped = (field: Field): readonly string[] => {
    const column = said(field);
    return column === undefined ? usual(field) : [column];
  };
  // Who says where the addresses are has said all of them.
  const isSaid = (['address', 'network', 'start', 'end'] as const).some(
    (field) => said(field) !== undefined,
  );
  const ofAddresses = (field: 'address' | 'network' | 'start' | 'end'): readonly string[] =>
    isSaid && said(field) === undefined ? [] : mapped(field);
  const label = new Map<string, string>();
  const guessedLabel = new Map<string, string>();
  for (const column of columns) {
    if (taken.has(column)) continue;
    const key = /^labels?[:./](.+)$/.exec(column)?.[1];
    // What only one release has is no label of a workload, unless the user maps it.
    if (!isLastingLabel(key ?? column)) continue;
    if (key !== undefined) label.set(key, column);
    else if (LABELS.has(column)) guessedLabel.set(column, column);
    else if (/^[a-z0-9.-]+\/[a-z0-9._-]+$/.test(column) && !plain(column).startsWith('ip/')) {
      label.set(column, column);
    }
  }
  for (const [field, column] of options.columns) {
    if (field.startsWith('label:')) {
      label.set(field.slice('label:'.length), column.trim().toLowerCase());
    }
  }
  const name = mapped('name');
  return {
    address: ofAddresses('address'),
    network: ofAddresses('network'),
    start: ofAddresses('start').slice(0, 1),
    end: ofAddresses('end').slice(0, 1),
    mask: mapped('mask'),
    name,
    namespace: mapped('namespace'),
    labels: mapped('labels'),
    status: mapped('status'),
    lengths: new Set(columns.filter((column) => LENGTHS.has(plain(column)))),
    ranges: new Set(columns.filter((column) => RANGES.has(plain(column)))),
    networkName: OF_NETWORKS.flatMap((one) => columns.filter((column) => plain(column) === one)),
    hostName: new Set(
      said('name') === undefined ? name.filter((column) => OF_HOSTS.has(plain(column))) : [],
    ),
    label,
    guessedLabel,
  };
}

/** Whether a column is known to hold addresses. */
export function isAddressColumn(column: string): boolean {
  return USUAL.address.includes(plain(column)) || USUAL.network.includes(plain(column));
}

/** Whether columns hold both ends of ranges. */
export function haveEnds(columns: readonly string[]): boolean {
  const names = columns.map(plain);
  return (
    names.some((one) => USUAL.start.includes(one)) && names.some((one) => USUAL.end.includes(one))
  );
}

/** A column without what tells it from others of its name, blanks and `_` as `-`. */
function plain(column: string): string {
  return column
    .replace(/ \(\d+\)$/, '')
    .replace(/[\s*:]+$/, '')
    .replaceAll(/[\s_.]+/g, '-');
}
