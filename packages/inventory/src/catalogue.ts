/** The inventory's diagnostics in words. */
import type { Catalogue } from '@aclift/diagnostics';
import type { InventoryDiagnostic, OverlapFacts } from './diagnostic.ts';

const overlap = (f: OverlapFacts): string =>
  `"${f.otherText}" of ${f.otherOwner} is on line ${f.other.line}.`;

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const inWorkloads = (at: string): string => (at === '' ? 'The inventory' : at);

export const inventoryCatalogue: Catalogue<InventoryDiagnostic> = {
  'inventory/too-large': {
    severity: 'error',
    message: (f) => `The file has ${f.length} characters; at most ${f.limit} are read.`,
    help: () => 'Name ranges instead of single addresses, or split the estate into several runs.',
  },
  'inventory/syntax': {
    severity: 'error',
    message: (f) => `This is not valid YAML for aclift: ${f.reason}.`,
    help: () => 'Nothing of the file was used. Check the indentation and quotes around this place.',
  },
  'inventory/too-deep': {
    severity: 'error',
    message: (f) => `Maps and lists nest deeper than ${f.limit} levels.`,
    help: () => 'An inventory needs seven levels; see docs/files/inventory.md.',
  },
  'inventory/too-many-aliases': {
    severity: 'error',
    message: (f) => `YAML aliases repeat more than ${f.limit} values in all.`,
    help: () => 'Write the values out.',
  },
  'inventory/duplicate-key': {
    severity: 'error',
    message: (f) => `The key "${f.key}" is here for the second time; the first value was used.`,
    help: () => 'Remove one of the two, or merge them.',
  },
  'inventory/wrong-value': {
    severity: 'error',
    message: (f) => `${inWorkloads(f.at)} must be ${f.expected}, but this is ${f.found}.`,
    help: (f) => {
      if (f.hint === 'quote-number') return 'Put it in quotes to make it text.';
      if (f.hint === 'quote-boolean') return 'Put it in quotes to make it text.';
      if (f.hint === 'quote-ipv6') {
        return 'YAML takes a colon at the end for a key. Put the IPv6 address in quotes.';
      }
      if (f.hint === 'unquote-number') return 'Write the number without quotes.';
      if (f.hint === 'brackets') return 'Put it in brackets, even if it is only one: [10.1.10.11].';
      if (f.hint === 'dash') return 'Begin each entry with "- ", even if it is only one.';
      if (f.hint === 'pairs') return 'Write keys with a colon behind them: { app: shop }.';
      return 'docs/files/inventory.md, docs/files/decisions.md and docs/files/project.md show the forms.';
    },
  },
  'inventory/unknown-key': {
    severity: 'error',
    message: (f) => `${inWorkloads(f.at)} has no key "${f.key}".`,
    help: (f) => {
      const known = `Known here: ${orList(f.known)}.`;
      if (f.nearest !== undefined) return `Did you mean "${f.nearest}"? ${known}`;
      return f.key === 'name' && f.known.includes('labels')
        ? `A workload is called by its labels: make the name the label "app". ${known}`
        : known;
    },
  },
  'inventory/missing-key': {
    severity: 'error',
    message: (f) => `${inWorkloads(f.at)} needs the key "${f.key}".`,
    help: (f) => (f.key === 'version' ? 'Begin the file with "version: 1".' : 'Add it.'),
  },
  'inventory/unsupported-version': {
    severity: 'error',
    message: (f) =>
      f.hint === 'unquote-number'
        ? `The version ${f.found} is text; the version of this format is the number 1.`
        : `Version ${f.found} of this format is not known; this aclift reads 1.`,
    help: (f) =>
      f.hint === 'unquote-number'
        ? 'Write it as a number, without quotes: version: 1'
        : 'Write "version: 1", or use the aclift that wrote the file.',
  },
  'inventory/unknown-choice': {
    severity: 'error',
    message: (f) => `${f.at} must be ${orList(f.choices)}, but this is "${f.value}".`,
    help: (f) => (f.nearest === undefined ? 'Choose one of them.' : `Did you mean "${f.nearest}"?`),
  },
  'inventory/fill-in': {
    severity: 'warning',
    message: (f) => `This ${f.what} still says FILL-IN, so it was left out.`,
    help: () => 'Replace FILL-IN by the name or label, or delete the entry.',
  },
  'inventory/bad-namespace-name': {
    severity: 'error',
    message: (f) => `"${f.name}" cannot be the name of a namespace.`,
    help: () => 'Use at most 63 lower-case letters, digits and inner hyphens.',
  },
  'inventory/bad-service-name': {
    severity: 'error',
    message: (f) => `"${f.name}" cannot be the name of a Service.`,
    help: () =>
      'Use the name alone, without its namespace: at most 63 lower-case letters, digits and inner hyphens.',
  },
  'inventory/entry-unreached': {
    severity: 'warning',
    message: (f) =>
      `Nobody reaches ${f.workload} by ${f.entry}: no list lets anybody through to a port of it, nor to the old addresses of the workload on the ports behind it.`,
    help: () => 'Check the ports and their targets; take the entry out if nobody is meant to come.',
  },
  'inventory/metadata-name-label': {
    severity: 'error',
    message: (f) =>
      `Namespace "${f.namespace}" cannot have kubernetes.io/metadata.name "${f.value}": the cluster sets it to the name.`,
    help: () => 'Remove the label; every namespace has it anyway.',
  },
  'inventory/bad-external-name': {
    severity: 'error',
    message: (f) => `"${f.name}" cannot be the name of an external.`,
    help: () =>
      'Use at most 63 letters, digits and "- _ . /" or blanks inside, beginning and ending with a letter or digit.',
  },
  'inventory/bad-label-key': {
    severity: 'error',
    message: (f) => {
      const why = {
        empty: 'it is empty',
        'name-too-long': 'its name has more than 63 characters',
        'bad-name': 'its name has characters that are not allowed',
        'bad-prefix': 'what stands before "/" is no DNS name',
      }[f.fault];
      return `Kubernetes does not accept the label key "${f.key}": ${why}.`;
    },
    help: () =>
      'A key is a name of letters, digits and inner "-", "_", ".", perhaps after "dns.name/".',
  },
  'inventory/bad-label-value': {
    severity: 'error',
    message: (f) => `Kubernetes does not accept "${f.value}" as value of the label "${f.key}".`,
    help: () => 'Use at most 63 letters, digits and inner "-", "_", ".".',
  },
  'inventory/label-ignored-by-cilium': {
    severity: 'warning',
    message: (f) =>
      `Cilium ignores the label key "${f.key}": a selector on it selects nothing there.`,
    help: () => 'Give the workload a label of your own that tells it apart.',
  },
  'inventory/release-label': {
    severity: 'warning',
    message: (f) =>
      `The label "${f.key}" names one release, job or pod: a selector on it stops matching with the next one.`,
    help: () =>
      'Leave it out and tell the workload apart by a label that stays, such as app or app.kubernetes.io/name.',
  },
  'inventory/reserved-label-key': {
    severity: 'warning',
    message: (f) =>
      `"${f.key}" is a reserved name in Cilium; as a label key it can change or switch off enforcement for the pod.`,
    help: () => 'Use another key.',
  },
  'inventory/no-labels': {
    severity: 'error',
    message: (f) =>
      `This workload of namespace "${f.namespace}" has no labels that a selector can use.`,
    help: () =>
      'Add labels of its pods, such as "app: shop". Cilium ignores keys such as pod-template-hash, and keys such as version or job-name name one release or job.',
  },
  'inventory/no-addresses': {
    severity: 'error',
    message: (f) => `External "${f.name}" has no addresses.`,
    help: () => 'Add at least one host, CIDR or range.',
  },
  'inventory/bad-address': {
    severity: 'error',
    message: (f) => `"${f.text}" is no address, CIDR or range.`,
    help: () =>
      'Write 10.1.10.11, 10.1.10.0/24 or 10.1.10.11-10.1.10.13, or the same in IPv6, without leading zeros or zone names.',
  },
  'inventory/bad-prefix-length': {
    severity: 'error',
    message: (f) => `"${f.text}" has no valid prefix length.`,
    help: (f) =>
      `Write a number from 0 to ${f.most} after "/"; masks such as 255.255.255.0 are not read.`,
  },
  'inventory/host-bits': {
    severity: 'error',
    message: (f) => `"${f.text}" is no network: bits behind the prefix length are set.`,
    help: (f) => `Write ${f.network} for the whole network, or drop the length for the one host.`,
  },
  'inventory/reversed-range': {
    severity: 'error',
    message: (f) => `The range "${f.text}" ends before it begins.`,
    help: (f) => `Write ${f.swapped}.`,
  },
  'inventory/mixed-families': {
    severity: 'error',
    message: (f) => `The range "${f.text}" begins and ends in different address families.`,
    help: () => 'Write one range for IPv4 and one for IPv6.',
  },
  'inventory/vip-not-a-host': {
    severity: 'error',
    message: (f) => `A virtual address is one host, but "${f.text}" is a range.`,
    help: () => 'Write one entry for each virtual address.',
  },
  'inventory/bad-port': {
    severity: 'error',
    message: (f) => `${f.value} is no port.`,
    help: () => 'Write a number from 1 to 65535.',
  },
  'inventory/duplicate-http-port': {
    severity: 'error',
    message: (f) => `Requests of port ${f.port} are listed for the second time.`,
    help: () => 'List all requests of a port in one entry.',
  },
  'inventory/bad-http-request': {
    severity: 'error',
    message: (f) =>
      f.key === 'method'
        ? `"${f.text}" is no HTTP method.`
        : `"${f.text}" is no path: a path begins with / and holds no blanks.`,
    help: (f) =>
      f.key === 'method'
        ? 'Write methods in capitals, several with | between: GET|HEAD.'
        : 'The path is a regular expression that the whole path of a request must match: /v1/.* for all below /v1/.',
  },
  'inventory/bad-fqdn': {
    severity: 'error',
    message: (f) => `"${f.text}" is no full host name.`,
    help: () => 'Write names that clients look up, such as api.example.com; patterns are not read.',
  },
  'inventory/duplicate-vip-port': {
    severity: 'error',
    message: (f) =>
      `${f.protocol} port ${f.port} of this virtual address is listed twice; the first counts.`,
    help: () => 'Remove one of the two.',
  },
  'inventory/duplicate-workload': {
    severity: 'error',
    message: (f) =>
      `Namespace "${f.namespace}" already has a workload with the labels ${f.labels}.`,
    help: (f) => `Merge the addresses into the entry on line ${f.other.line}.`,
  },
  'inventory/labels-not-distinct': {
    severity: 'error',
    message: (f) =>
      `No selector can name this workload alone: every pod of ${f.otherLabels} in namespace "${f.namespace}" also has ${f.labels}.`,
    help: (f) =>
      `Add a label here that tells the two apart; the other workload is on line ${f.other.line}.`,
  },
  'inventory/duplicate-external': {
    severity: 'error',
    message: (f) => `There already is an external "${f.name}".`,
    help: (f) => `Rename one, or merge the addresses into the entry on line ${f.other.line}.`,
  },
  'inventory/bad-service': {
    severity: 'error',
    message: (f) => `"${f.text}" is no service.`,
    help: () =>
      'Write tcp/443, tcp/8000-8080, udp/53, sctp, icmp/8 (a type) or any, in small letters.',
  },
  'inventory/bad-via': {
    severity: 'error',
    message: (f) => `"${f.text}" is no service that another workload can make connections for.`,
    help: () => 'Write dns, ntp, syslog, snmp, or a port such as 123/udp.',
  },
  'inventory/overlapping-exits': {
    severity: 'error',
    message: (f) =>
      `${f.at} has two exits towards ${f.text}; the other is on line ${f.other.line}.`,
    help: () =>
      'Packets leave in one way. Remove one of the two, or put the addresses of both into one.',
  },
  'inventory/unknown-workload': {
    severity: 'error',
    message: (f) => `No workload of the file is called "${f.name}".`,
    help: (f) =>
      `${f.nearest === undefined ? '' : `Did you mean "${f.nearest}"? `}Write namespace/name, as reports call it.`,
  },
  'inventory/entry-twice': {
    severity: 'error',
    message: (f) =>
      `${f.port} at ${f.text} is an entry of ${f.workload} too, on line ${f.other.line}.`,
    help: () => 'Connections to one address and port end at one workload. Remove one of the two.',
  },
  'inventory/reused-address': {
    severity: 'error',
    message: (f) =>
      `"${f.text}" is to be ${f.as}, but it is an address of ${f.owner} today (line ${f.other.line}).`,
    help: () =>
      'What lists say of its owner would hold for somebody else. Take another address, or remove the old one once its permits are gone.',
  },
  'inventory/decision-about-nothing': {
    severity: 'error',
    message: (f) => `${f.at} does not say what it is about.`,
    help: (f) => `Add at least one of ${orList(f.keys)}.`,
  },
  'inventory/address-owned-twice': {
    severity: 'error',
    message: (f) => `"${f.text}" belongs to ${f.owner} here and to ${f.otherOwner} elsewhere.`,
    help: (f) => `Leave it with one owner. ${overlap(f)}`,
  },
  'inventory/crossing-ranges': {
    severity: 'error',
    message: (f) =>
      `"${f.text}" of ${f.owner} and "${f.otherText}" of ${f.otherOwner} overlap, and neither lies within the other.`,
    help: (f) => `Cut one of them. ${overlap(f)}`,
  },
  'inventory/owns-everything': {
    severity: 'error',
    message: (f) =>
      f.family === 'IPv4'
        ? `Workload ${f.workload} owns half of all IPv4 addresses or more, so its selector would stand for nearly everybody.`
        : `Workload ${f.workload} owns an eighth of all IPv6 addresses or more, as much as is in use, so its selector would stand for nearly everybody.`,
    help: (f) =>
      `Write the addresses of its own machines instead of ${f.text}. The internet, or whoever else is not in the cluster, is an external.`,
  },
};
