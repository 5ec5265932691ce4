/** The formats that can be imported. */
import type { SourceText } from '@aclift/diagnostics';
import { activeDirectory } from './formats/active-directory.ts';
import { ansible } from './formats/ansible.ts';
import { aws, azure, gcp } from './formats/cloud.ts';
import { csv } from './formats/csv.ts';
import { iscLeases, keaLeases } from './formats/dhcp-leases.ts';
import { dhcpdConf } from './formats/dhcpd-conf.ts';
import { dnsmasq, dnsmasqLeases } from './formats/dnsmasq.ts';
import { hosts } from './formats/hosts.ts';
import { infoblox } from './formats/infoblox.ts';
import { dhcpBinding, ipHost } from './formats/ios.ts';
import { kubernetes } from './formats/kubernetes.ts';
import { arp } from './formats/neighbors.ts';
import { netbox } from './formats/netbox.ts';
import { nmap } from './formats/nmap.ts';
import { rvtools } from './formats/rvtools.ts';
import { servicenow } from './formats/servicenow.ts';
import { terraform } from './formats/terraform.ts';
import { zone } from './formats/zone.ts';
import type { Importer } from './record.ts';
import type { FormatName } from './format-name.ts';

export const IMPORTERS: Readonly<Record<FormatName, Importer>> = {
  'active-directory': activeDirectory,
  ansible,
  arp,
  aws,
  azure,
  csv,
  'dhcp-binding': dhcpBinding,
  'dhcpd-conf': dhcpdConf,
  dnsmasq,
  'dnsmasq-leases': dnsmasqLeases,
  gcp,
  hosts,
  infoblox,
  'ip-host': ipHost,
  'isc-leases': iscLeases,
  'kea-leases': keaLeases,
  kubernetes,
  netbox,
  nmap,
  rvtools,
  servicenow,
  terraform,
  zone,
};

/** By name. */
export const FORMATS: readonly FormatName[] = Object.keys(IMPORTERS) as FormatName[];

/** Formats of lines, none of which begins with a brace or bracket: large JSON need not be looked at line by line. */
const OF_LINES: ReadonlySet<FormatName> = new Set<FormatName>([
  'arp',
  'dhcp-binding',
  'dnsmasq',
  'dnsmasq-leases',
  'hosts',
  'ip-host',
]);

/**
 * The formats that are sure of a text. A Kea lease file and a NetBox export are tables too; what is theirs alone
 * decides.
 */
export function candidatesFor(source: SourceText): readonly FormatName[] {
  const isJson = /^\uFEFF?\s*[[{]/.test(source.text);
  const found = FORMATS.filter(
    (name) => !(isJson && OF_LINES.has(name)) && IMPORTERS[name].detects(source),
  );
  return found.length > 1 ? found.filter((name) => name !== 'csv') : found;
}

/** The format of a text, if exactly one is sure of it. */
export function detectFormat(source: SourceText): FormatName | undefined {
  const [format, ...others] = candidatesFor(source);
  return others.length === 0 ? format : undefined;
}
