/** The formats that can be imported. */
import type { SourceText } from '@aclift/diagnostics';
import { ansible } from './formats/ansible.ts';
import { csv } from './formats/csv.ts';
import { iscLeases, keaLeases } from './formats/dhcp-leases.ts';
import { hosts } from './formats/hosts.ts';
import { arp, dhcpBinding, ipHost } from './formats/ios.ts';
import { kubernetes } from './formats/kubernetes.ts';
import { netbox } from './formats/netbox.ts';
import { terraform } from './formats/terraform.ts';
import { zone } from './formats/zone.ts';
import type { Importer } from './record.ts';

export type FormatName =
  | 'ansible'
  | 'arp'
  | 'csv'
  | 'dhcp-binding'
  | 'hosts'
  | 'ip-host'
  | 'isc-leases'
  | 'kea-leases'
  | 'kubernetes'
  | 'netbox'
  | 'terraform'
  | 'zone';

export const IMPORTERS: Readonly<Record<FormatName, Importer>> = {
  ansible,
  arp,
  csv,
  'dhcp-binding': dhcpBinding,
  hosts,
  'ip-host': ipHost,
  'isc-leases': iscLeases,
  'kea-leases': keaLeases,
  kubernetes,
  netbox,
  terraform,
  zone,
};

/** By name. */
export const FORMATS: readonly FormatName[] = Object.keys(IMPORTERS) as FormatName[];

/**
 * The format of a text, if exactly one is sure of it. A Kea lease file and a NetBox export are tables too; what is
 * theirs alone decides.
 */
export function detectFormat(source: SourceText): FormatName | undefined {
  const found = FORMATS.filter((name) => IMPORTERS[name].detects(source));
  const particular = found.length > 1 ? found.filter((name) => name !== 'csv') : found;
  return particular.length === 1 ? particular[0] : undefined;
}
