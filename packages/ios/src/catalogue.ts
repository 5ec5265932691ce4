/** The IOS front end's diagnostics in words: how bad, what happened, what to do. */
import type { Catalogue } from '@aclift/diagnostics';
import type { ReferenceUse } from '@aclift/ir';
import { type Content, visible } from '@aclift/dialect-kit';
import type { Expected } from './grammar/expected.ts';
import type { IosDiagnostic } from './diagnostics.ts';

const EXPECTED: Readonly<Record<Expected, string>> = {
  action: 'permit or deny',
  protocol: 'a protocol (ip, tcp, udp, a number from 0 to 255, or object-group NAME)',
  address: 'an address (any, host A, A WILDCARD or object-group NAME)',
  'ipv4-address': 'an IPv4 address',
  wildcard: 'the words "wildcard bits"',
  port: 'a port number or name',
  option: 'an option of an entry',
  'tcp-flag': 'a TCP flag with + or - before it',
  operator: 'eq, neq, gt, lt or range',
  name: 'a name',
  number: 'a number',
  'group-member': 'a member of the object-group',
  list: 'an access list',
  direction: 'in or out',
  mask: 'a subnet mask',
  prefix: 'a network and its mask',
  'next-hop': 'a next hop or an interface',
  vlan: 'VLAN numbers from 1 to 4094',
  'vlan-action': 'drop or forward',
  'end-of-line': 'the end of the line',
};

const FAMILY = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

const CONTENT: Readonly<Record<Content, string>> = {
  empty: 'the file is empty',
  comments: 'the file holds nothing but comments',
  JSON: 'the file is JSON',
  XML: 'the file is XML',
  HTML: 'the file is a web page',
  YAML: 'the file is YAML',
  text: 'hardly a line of the file is a command that a device knows',
};

const LONGEST_QUOTE = 60;

/** Hostile input may hold words of any length: sentences show the beginning. */
function clip(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}

/** The beginning of a text of the input; characters that nobody would see are named. */
function shown(text: string): string {
  return clip(visible(text.slice(0, LONGEST_QUOTE + 1)));
}

/** A word of the input inside a sentence. */
function quote(text: string): string {
  return `"${shown(text)}"`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function listOf(items: readonly string[]): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** What the device does where a list is missing differs by use. */
const UNDEFINED_EFFECT: Readonly<Record<ReferenceUse, string>> = {
  'device-access': 'The device then lets everybody in.',
  'control-plane': 'The class then selects nothing.',
  'class-map': 'The class then selects nothing.',
  nat: 'Nothing is then translated.',
  'route-map': 'A clause whose lists are all missing matches everything.',
  routing: 'The filter then passes everything.',
  crypto: 'Nothing is then selected.',
  inspection: 'The class then selects nothing.',
  switching: 'The clause then matches everything.',
  multicast: 'The filter then passes everything.',
  'rate-limit': 'Nothing is then selected.',
  other: 'What the device then does depends on the command.',
};

/** Every code with its wording. */
export const iosCatalogue: Catalogue<IosDiagnostic> = {
  'ios/unexpected-word': {
    severity: 'error',
    message: ({ word, expected }) => `Expected ${EXPECTED[expected]}, found ${quote(word)}.`,
    help: ({ dialect }) =>
      dialect === undefined
        ? 'The line was not used. Correct it as the device prints it in "show running-config".'
        : `This is how ${dialect} writes it. The line was not used; rewrite it in IOS syntax.`,
  },
  'ios/incomplete-line': {
    severity: 'error',
    message: ({ expected }) => `The line ends where ${EXPECTED[expected]} should follow.`,
    help: () => 'The line was not used. Perhaps the capture cut it off.',
  },
  'ios/unrecognized-line': {
    severity: 'error',
    message: ({ within }) =>
      `This line is no entry of ${quote(within)} as far as aclift can tell; it may have been meant as a deny.`,
    help: () => 'If it is a mistyped entry, correct it; the lines after it were read.',
  },
  'ios/entry-outside-list': {
    severity: 'error',
    message: () => 'This entry stands in no access list, so it was not used.',
    help: () => 'Add the header line "ip access-list extended NAME" above it.',
  },
  'ios/look-alike-character': {
    severity: 'error',
    message: ({ characters, looksLike }) =>
      `This line looks like ${quote(looksLike)}, but holds ${listOf(characters)}: the device refuses it.`,
    help: () =>
      'The line was not used, and what it filters is taken as unknown. Type the character again, as plain ASCII.',
  },
  'ios/misspelled-command': {
    severity: 'error',
    message: ({ meant, written }) =>
      `${quote(written)} is no command of IOS; ${quote(meant)} was probably meant.`,
    help: () =>
      'The line was not used, and what it filters is taken as unknown. Correct it as the device prints it.',
  },
  'ios/unplaced-binding': {
    severity: 'error',
    message: () => 'This line applies an access list, but stands in no interface that can be told.',
    help: () =>
      'It may filter on any interface of the device. Correct the header above it, or put the line below its interface.',
  },
  'ios/bad-address': {
    severity: 'error',
    message: ({ text, hostname }) =>
      hostname
        ? `${quote(text)} is a host name, not an address.`
        : `${quote(text)} is not an address.`,
    help: ({ hostname }) =>
      hostname
        ? 'IOS resolves host names when they are typed; write the address that the device has stored.'
        : 'The line was not used. Correct the address.',
  },
  'ios/bad-mask': {
    severity: 'error',
    message: ({ text }) => `${quote(text)} is not a subnet mask.`,
    help: () =>
      'An interface or route needs a mask whose set bits stand together, such as 255.255.255.0.',
  },
  'ios/wildcard-as-netmask': {
    severity: 'error',
    message: ({ written }) =>
      `${quote(written)} has a wildcard where an object-group takes a subnet mask: read as one, it is addresses from all over the world.`,
    help: ({ meant }) =>
      `The line was not used, so the group may hold anything. ${meant} was probably meant.`,
  },
  'ios/wrong-family': {
    severity: 'error',
    message: ({ text, family }) => `${quote(text)} does not fit into an ${FAMILY[family]} list.`,
    help: () =>
      'A list holds addresses of one family only; IPv6 lists take prefixes, not wildcards.',
  },
  'ios/number-out-of-range': {
    severity: 'error',
    message: ({ number, what, low, high }) =>
      `${clip(number)} is no ${what}: it must be ${low} to ${high}.`,
    help: () => 'The line was not used. Correct the number.',
  },
  'ios/unknown-value': {
    severity: 'error',
    message: ({ word, what }) => `${quote(word)} is no ${what} that IOS knows.`,
    help: () => 'The line was not used. Write the number instead of the name.',
  },
  'ios/ports-without-protocol': {
    severity: 'error',
    message: ({ protocol }) => `Ports need tcp, udp or sctp, not ${protocol}.`,
    help: () => 'The device refuses such a line; write the protocol that the ports belong to.',
  },
  'ios/port-name-of-other-protocol': {
    severity: 'error',
    message: ({ name, protocol }) => `${quote(name)} is no port name of ${protocol}.`,
    help: () => 'The line was not used. Write the port number.',
  },
  'ios/too-many-ports': {
    severity: 'error',
    message: ({ count }) => `${count} ports after one operator; IOS takes ten.`,
    help: () => 'Split the entry in two.',
  },
  'ios/option-needs-protocol': {
    severity: 'error',
    message: ({ option, protocol }) => `${quote(option)} is possible with ${protocol} only.`,
    help: () => 'The device refuses such a line; it was not used.',
  },
  'ios/conflicting-options': {
    severity: 'error',
    message: ({ first, second }) =>
      `${quote(first)} and ${quote(second)} cannot stand in one entry.`,
    help: () => 'The device refuses such a line; it was not used.',
  },
  'ios/ipv6-wildcard': {
    severity: 'error',
    message: ({ text }) =>
      `${quote(text)} is an IPv6 address with a wildcard, which is not modelled.`,
    help: () => 'Write it as a prefix if its wildcard is one.',
  },
  'ios/unterminated-block': {
    severity: 'warning',
    message: ({ what, delimiter }) => `This ${what} is never closed by "${delimiter}".`,
    help: () => 'Only its first line was skipped; the lines after it were read as configuration.',
  },
  'ios/other-dialect': {
    severity: 'error',
    message: ({ dialect, because }) =>
      `This text is written for ${dialect}: it holds ${quote(because)}.`,
    help: () => 'aclift reads Cisco IOS and IOS-XE. Nothing of the file was used.',
  },
  'ios/refused-by-device': {
    severity: 'warning',
    message: ({ reply }) => `The device refused this line: it answered ${quote(reply)}.`,
    help: () => 'The line is not in force, and was not used.',
  },
  'ios/unclear-reply': {
    severity: 'warning',
    message: ({ reply }) =>
      `The device answered ${quote(reply)} to this line; whether it took it nobody can tell.`,
    help: () =>
      'An entry is taken as one that cannot be read, a binding as a filter of unknown effect. Give what the device shows now.',
  },
  'ios/not-a-configuration': {
    severity: 'error',
    message: ({ content }) => `This is no configuration of IOS: ${CONTENT[content]}.`,
    help: () =>
      'Nothing of the file was used. Give the output of "show running-config", or of "show access-lists".',
  },
  'ios/netmask-as-wildcard': {
    severity: 'warning',
    message: ({ written, means }) =>
      `${quote(written)} has a subnet mask where a wildcard belongs: the device reads it as ${means}.`,
    help: ({ meant }) => `If the network was meant, write ${meant}. The literal meaning was used.`,
  },
  'ios/suspicious-wildcard': {
    severity: 'warning',
    message: ({ wildcard }) =>
      `Wildcard ${wildcard} has a single bit above a gap, which is rarely meant.`,
    help: ({ meant }) => `${meant} was perhaps meant. The literal meaning was used.`,
  },
  'ios/discontiguous-wildcard': {
    severity: 'note',
    message: ({ wildcard, bits }) => `Wildcard ${wildcard} has gaps: it leaves ${bits} bits free.`,
  },
  'ios/host-bits-cleared': {
    severity: 'note',
    message: ({ written, stored }) =>
      `${written} has bits set that the wildcard ignores; the device stores ${stored}.`,
  },
  'ios/prefix-spelling': {
    severity: 'note',
    message: ({ text }) =>
      `${quote(text)} is not IOS syntax (NX-OS, IOS XR and EOS print it); it was read as a prefix.`,
  },
  'ios/bare-host': {
    severity: 'note',
    message: ({ address }) =>
      `${address} stands without "host" or a wildcard; it was read as one host.`,
  },
  'ios/foreign-port-name': {
    severity: 'note',
    message: ({ name, port }) =>
      `${quote(name)} is no port name of IOS for this protocol; it was read as ${port}.`,
  },
  'ios/reversed-range': {
    severity: 'note',
    message: ({ from, to }) =>
      `The range ${from} to ${to} is written backwards; the device stores it ascending.`,
  },
  'ios/empty-port-range': {
    severity: 'warning',
    message: ({ text }) => `${quote(text)} is no port at all, so this entry never matches.`,
    help: () => 'Correct the port or remove the entry.',
  },
  'ios/ambiguous-flags': {
    severity: 'warning',
    message: ({ flags }) =>
      `"established" beside ${flags.join(', ')} was read as: ACK, RST or one of these flags is set.`,
    help: () => 'The command line does not take both; check the entry on the device.',
  },
  'ios/protocol-zero': {
    severity: 'warning',
    message: () => 'Protocol 0 is hop-by-hop options, not every protocol.',
    help: () => 'Write "ip" if every protocol was meant.',
  },
  'ios/duplicate-sequence': {
    severity: 'warning',
    message: ({ sequence, list }) =>
      `Sequence number ${sequence} of ${quote(list)} is taken, so the device refuses this entry.`,
    help: () => 'The earlier entry stays. Give this one a free number.',
  },
  'ios/duplicate-entry': {
    severity: 'note',
    message: ({ list }) =>
      `${quote(list)} holds an equal entry already; the device keeps one of them.`,
  },
  'ios/incompatible-list-type': {
    severity: 'error',
    message: ({ list, type, earlier }) =>
      `${quote(list)} is a list of type ${earlier}, so the device refuses it as ${type}.`,
    help: () => 'The entries below are not part of any list. Rename one of the two.',
  },
  'ios/whole-list-deleted': {
    severity: 'warning',
    message: ({ list }) => `This deletes all of list ${list}, whatever follows the number.`,
    help: () => 'To remove one entry, use "ip access-list" and remove it there.',
  },
  'ios/nothing-to-remove': {
    severity: 'note',
    message: ({ list }) =>
      `There is nothing of that kind in ${quote(list)}; the line changes nothing.`,
  },
  'ios/binding-without-direction': {
    severity: 'warning',
    message: ({ list }) =>
      `${quote(list)} is bound without a direction; old images take that as "out".`,
    help: () => 'Write "in" or "out".',
  },
  'ios/list-kind-out-of-scope': {
    severity: 'note',
    message: ({ list, kind }) =>
      `List ${list} (${kind}) filters no IP packets by address; it was skipped.`,
  },
  'ios/fqdn-list': {
    severity: 'note',
    message: ({ list, names }) =>
      `List ${quote(list)} is one of host names: ${count(names, 'entry names a host', 'entries name hosts')}, and the text does not say with which addresses.`,
  },
  'ios/fqdn-list-bound': {
    severity: 'warning',
    message: ({ direction, list, names }) =>
      `${quote(list)} filters here (${direction}), and ${count(names, 'of its entries names a host', 'of its entries name hosts')} that only the device can look up: by them a permit grants nothing, and a deny is taken to deny everything.`,
    help: () =>
      'Migrate what the names stand for by hand, such as a rule by name in a Cilium policy. The entries with addresses were read.',
  },
  'ios/header-without-type': {
    severity: 'note',
    message: ({ list }) =>
      `The header of ${quote(list)} does not say "standard" or "extended", as NX-OS and EOS write it; a number tells the kind, a name was read as extended.`,
  },
  'ios/group-redefined': {
    severity: 'error',
    message: ({ group, type }) =>
      `${quote(group)} is an object-group of another type, not ${type}.`,
    help: () => 'The members below were not used. Rename one of the two.',
  },
  'ios/interface-range': {
    severity: 'error',
    message: ({ text }) =>
      `"interface ${shown(text)}" stands for several interfaces, and nobody can tell which.`,
    help: () =>
      'The lines below were not used. Give the configuration as the device saves it: one block for each interface.',
  },
  'ios/unplaced-list-use': {
    severity: 'warning',
    message: () => 'This line speaks of an access list in a way that is not modelled.',
    help: () => 'If it makes the list a packet filter, the result is incomplete here.',
  },
  'ios/undefined-list': {
    severity: 'warning',
    message: ({ list, direction, whole }) =>
      whole
        ? `${quote(list)} is bound here (${direction}) but not defined: the device lets every packet pass.`
        : `${quote(list)} is bound here (${direction}) but not defined in this part of a configuration.`,
    help: ({ whole }) =>
      whole
        ? 'Define the list, or remove the binding if nothing is to be filtered.'
        : 'Give the list too. A device that has none of the name lets every packet pass.',
  },
  'ios/empty-list': {
    severity: 'warning',
    message: ({ list, direction }) =>
      `${quote(list)} is bound here (${direction}) but has no entries: the device lets every packet pass.`,
    help: () => 'Give the list entries, or remove the binding if nothing is to be filtered.',
  },
  'ios/undefined-reference': {
    severity: 'warning',
    message: ({ list, use }) =>
      `${quote(list)} is used here but not defined. ${UNDEFINED_EFFECT[use]}`,
    help: () => 'Define the list or remove the use.',
  },
  'ios/replaced-binding': {
    severity: 'warning',
    message: ({ by, direction, list }) =>
      `${quote(list)} filters nothing here: a later line puts ${quote(by)} in its place, since an interface has one list for what goes ${direction}.`,
    help: () => 'Put the entries of both into one list, if both were meant.',
  },
  'ios/unused-list': {
    severity: 'note',
    message: ({ list, whole }) =>
      whole
        ? `${quote(list)} is defined but nothing in this configuration uses it.`
        : `${quote(list)} is defined but not used in this part of a configuration.`,
  },
  'ios/bound-both-directions': {
    severity: 'note',
    message: ({ list }) => `${quote(list)} filters both directions of this interface.`,
    help: () =>
      'Source and destination swap roles between the directions; one of the two is rarely meant.',
  },
  'ios/unreachable-entries': {
    severity: 'warning',
    message: ({ list, action, count }) => {
      const who =
        count === 1
          ? `This entry of ${quote(list)} never matches`
          : `From here on ${count} entries of ${quote(list)} never match`;
      return `${who}: an entry above ${action === 'permit' ? 'permits' : 'denies'} everything.`;
    },
    help: () => 'Move the entry up, or remove it.',
  },
  'ios/neighbour-discovery-denied': {
    severity: 'warning',
    message: ({ list }) =>
      `This entry of ${quote(list)} also drops neighbour discovery, which the implicit entries would have let through.`,
    help: () => 'Permit icmp nd-na and nd-ns above it, unless they are meant to be dropped.',
  },
  'ios/multicast-source': {
    severity: 'note',
    message: () => 'No packet has a multicast or broadcast address as its source.',
  },
  'ios/same-source-and-destination': {
    severity: 'note',
    message: () => 'Source and destination of this entry are the same host.',
  },
  'ios/long-remark': {
    severity: 'note',
    message: ({ length }) => `The remark has ${length} characters; the device keeps 100.`,
  },
  'ios/undefined-time-range': {
    severity: 'warning',
    message: ({ name }) =>
      `Time range ${quote(name)} is not defined; what the device then does is not documented.`,
    help: () => 'Define the time range, or remove it from the entry.',
  },
  'ios/reflect-without-evaluate': {
    severity: 'warning',
    message: ({ name }) => `No list evaluates ${quote(name)}, so the recorded flows open nothing.`,
    help: () => 'Add "evaluate" to the list of the other direction.',
  },
  'ios/evaluate-without-reflect': {
    severity: 'warning',
    message: ({ name }) =>
      `No entry reflects into ${quote(name)}, so there is nothing to evaluate.`,
    help: () => 'Add "reflect" to the entries whose replies are to return.',
  },
  'ios/undefined-map': {
    severity: 'warning',
    message: ({ kind, name }) =>
      `The ${kind} ${quote(name)} is not defined in this text, so nobody knows which packets it drops: it may be any of them.`,
    help: () => 'Add its definition, and those of the classes and lists that it names.',
  },
  'ios/undefined-group': {
    severity: 'warning',
    message: ({ group }) =>
      `Object-group ${quote(group)} is not defined, so nobody knows what this part matches: a permit grants nothing by it, a deny is taken to match everything.`,
    help: () => 'Add the definition of the group to the input.',
  },
  'ios/empty-group': {
    severity: 'warning',
    message: ({ group }) =>
      `Object-group ${quote(group)} has no members, so this part matches nothing.`,
    help: () => 'Give the group members, or remove its use.',
  },
  'ios/unused-group': {
    severity: 'note',
    message: ({ group }) => `Object-group ${quote(group)} is defined but no entry uses it.`,
  },
  'ios/group-cycle': {
    severity: 'error',
    message: ({ group }) => `${quote(group)} is a member of itself by this line.`,
    help: () =>
      'What the groups of the circle hold is taken as not known. Take one link out of it.',
  },
  'ios/wrong-group-type': {
    severity: 'warning',
    message: ({ group, type, wanted }) =>
      `${quote(group)} is a ${type} group where a ${wanted} group belongs, so nobody knows what this part matches: a permit grants nothing by it, a deny is taken to match everything.`,
    help: () => 'Use a group of the right type.',
  },
  'ios/group-not-modelled': {
    severity: 'warning',
    message: ({ group, type }) =>
      `${quote(group)} is an object-group of type ${quote(type)}, whose members are not read.`,
    help: () => 'Entries that use it cannot be translated; use a network or service group.',
  },
};
