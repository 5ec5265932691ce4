/** Whether the spans of a device cut exactly the text that they name. */
import type { Span } from '@aclift/diagnostics';
import {
  type AclEntry,
  type AddressMatch,
  type Condition,
  type Device,
  type PacketFilter,
  parseIpv4,
  parseIpv6,
  type PortMatch,
  showIpv6,
} from '@aclift/ir';

/** What is wrong, in words; empty when every span fits. */
export function checkSpans(device: Device, text: string): string[] {
  const wrong: string[] = [];
  const cut = ({ start, end }: Span): string => text.slice(start, end);
  const expect = (what: string, span: Span, fits: (cut: string) => boolean): void => {
    const found = cut(span);
    if (!fits(found)) wrong.push(`${what} at ${span.start}: ${JSON.stringify(found)}`);
  };
  const whole = (what: string, span: Span): void => {
    expect(what, span, (found) => found !== '' && found === found.trim());
  };
  for (const at of device.interfaces) {
    expect('interface', at.span, (found) => /^(?:interface|int\S*)\s/i.test(found));
    for (const binding of [...(at.replaced ?? []), ...at.bindings]) {
      expect('binding', binding.span, (found) => found.split(/\s+/).includes(binding.list));
    }
    for (const address of at.addresses) {
      expect('address', address.span, (found) => /^ip/i.test(found) && found === found.trim());
    }
  }
  for (const reference of device.references) {
    expect('reference', reference.span, (found) => found === reference.text);
  }
  for (const group of device.objectGroups) {
    expect('group', group.span, (found) => found.split(/\s+/).includes(group.name));
    if (group.kind !== 'other') for (const member of group.members) whole('member', member.span);
  }
  for (const route of device.routes) {
    expect('route', route.span, (found) => /^ip(?:v6)?\s+(?:route|default-network)\s/i.test(found));
  }
  for (const filter of filtersOf(device)) {
    whole('filter', filter.span);
    for (const step of filter.steps) {
      if (step.kind === 'select') expect('step', step.span, (found) => found === step.text);
    }
  }
  for (const acl of device.acls) {
    expect('list', acl.span, (found) => found.split(/\s+/).includes(acl.name));
    for (const entry of acl.entries) checkEntry(entry, expect);
  }
  for (const { entry } of device.removed) checkEntry(entry, expect);
  return wrong;
}

function filtersOf(device: Device): PacketFilter[] {
  return [
    ...device.interfaces.flatMap(({ filters = [] }) => filters.map(({ filter }) => filter)),
    ...(device.vlanFilters ?? []).map(({ filter }) => filter),
    ...(device.zonePairs ?? []).flatMap(({ filter }) => (filter === undefined ? [] : [filter])),
    ...(device.receive ?? []),
  ];
}

type Expect = (what: string, span: Span, fits: (cut: string) => boolean) => void;

function checkEntry(entry: AclEntry, expect: Expect): void {
  expect(entry.kind, entry.span, (found) => found !== '' && found === found.trim());
  if (entry.kind === 'remark') {
    expect('remark', entry.span, (found) => found.endsWith(entry.text));
  } else if (entry.kind === 'unrecognized') {
    expect('unrecognized', entry.span, (found) => found.endsWith(entry.text));
  }
  if (entry.kind !== 'ace') return;
  expect('entry', entry.span, (found) =>
    new RegExp(`(?:^|\\s)${entry.action.slice(0, 1)}`, 'i').test(found),
  );
  const { protocol } = entry;
  if (protocol.kind === 'number' || protocol.kind === 'service-group') {
    expect('protocol', protocol.span, (found) => /^[\w-]+(?: \S+)?$/.test(found));
  }
  checkAddress('source', entry.source, expect);
  checkAddress('destination', entry.destination, expect);
  checkPorts(entry.sourcePorts, expect);
  checkPorts(entry.destinationPorts, expect);
  if (entry.icmp !== undefined) {
    expect('icmp', entry.icmp.span, (found) => /^(?:\d+(?:\s+\d+)?|[a-z][\w-]*)$/i.test(found));
  }
  if (entry.log !== undefined) {
    expect('log', entry.log.span, (found) => /^log/i.test(found));
  }
  for (const condition of entry.conditions) checkCondition(condition, expect);
}

function checkAddress(what: string, match: AddressMatch, expect: Expect): void {
  const words = (found: string): string[] => found.split(/[\s,]+/);
  switch (match.kind) {
    case 'any':
      // Nothing is written in standard entries; a wildcard of ones and a length of 0 mean any too.
      expect(what, match.span, (found) =>
        /^(?:|any|\S+ 255\.255\.255\.255|\S+\/0|a)$/i.test(found),
      );
      return;
    case 'host':
      expect(what, match.span, (found) =>
        words(found).some((word) => parseIpv4(word.replace(/\/32$/, '')) === match.address),
      );
      return;
    case 'wildcard':
      expect(what, match.span, (found) => {
        const [first = '', ...rest] = words(found);
        const [address = ''] = first.split('/');
        const written = parseIpv4(address);
        return (
          written !== undefined &&
          (written & ~match.wildcard) >>> 0 === match.base &&
          (first.includes('/') || parseIpv4(rest.at(-1) ?? '') === match.wildcard)
        );
      });
      return;
    case 'host6':
      expect(what, match.span, (found) =>
        words(found).some((word) => {
          const address = parseIpv6(word.replace(/\/128$/, ''));
          return address !== undefined && showIpv6(address) === match.address;
        }),
      );
      return;
    case 'prefix6':
      expect(what, match.span, (found) => found.endsWith(`/${match.length}`));
      return;
    case 'object-group':
      expect(what, match.span, (found) => words(found).at(-1) === match.name);
      return;
  }
}

function checkPorts(ports: PortMatch | undefined, expect: Expect): void {
  if (ports === undefined) return;
  expect('ports', ports.span, (found) => {
    const [operator = '', ...values] = found.toLowerCase().split(/\s+/);
    const counts = ports.kind === 'eq' || ports.kind === 'neq' ? ports.ports.length : undefined;
    return operator === ports.kind && (counts === undefined || values.length === counts);
  });
}

function checkCondition(condition: Condition, expect: Expect): void {
  const keyword = condition.kind === 'extension-header' ? condition.header : condition.kind;
  switch (condition.kind) {
    case 'tcp-flags':
      expect('flags', condition.span, (found) =>
        /^(?:match-a|ack|fin|psh|rst|syn|urg|established)/i.test(found),
      );
      return;
    case 'igmp':
      expect('igmp', condition.span, (found) => /^[\w-]+$/.test(found));
      return;
    case 'dynamic':
      expect('dynamic', condition.span, (found) => found.startsWith(condition.name));
      return;
    default:
      // Typed text may shorten the keyword.
      expect(keyword, condition.span, (found) => {
        const [word = ''] = found.toLowerCase().split(/\s/);
        return word.startsWith(keyword) || keyword.startsWith(word);
      });
  }
}
