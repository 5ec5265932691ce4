/** Conditions of an ACE as boxes: what each leaves of the packets that addresses and ports have selected. */
import { assertNever, type Condition, type ExtensionHeader, type TcpFlag } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import { TCP } from '@aclift/verify';
import type { PacketBox, Unknown } from './packet.ts';

const FLAG_BIT: Readonly<Record<TcpFlag, number>> = {
  fin: 1,
  syn: 2,
  rst: 4,
  psh: 8,
  ack: 16,
  urg: 32,
};

const ONE: Ranges = [{ from: 1, to: 1 }];
const ONLY_TCP: Ranges = [{ from: TCP, to: TCP }];
const LARGEST_TTL = 255;

const HEADER_NAMES: Readonly<Record<ExtensionHeader, string>> = {
  routing: 'a routing header',
  'dest-option': 'a destination options header',
  mobility: 'a mobility header',
  hbh: 'a hop-by-hop options header',
  auth: 'an authentication header',
};

/** The packets of a condition; undefined for conditions that change what the rest of the entry means. */
export function conditionBox(condition: Condition): PacketBox | undefined {
  switch (condition.kind) {
    case 'fragments':
    case 'undetermined-transport':
      return undefined;
    case 'established':
      return {
        protocol: ONLY_TCP,
        flags: flagsWhere((bits) => (bits & (FLAG_BIT.ack | FLAG_BIT.rst)) !== 0),
      };
    case 'tcp-flags': {
      const { flags, mode } = condition;
      return {
        protocol: ONLY_TCP,
        flags: flagsWhere((bits) => {
          const holds = flags.map(({ flag, set }) => ((bits & FLAG_BIT[flag]) !== 0) === set);
          return mode === 'all' ? holds.every(Boolean) : holds.some(Boolean);
        }),
      };
    }
    case 'dscp':
      return { tos: [{ from: condition.value * 4, to: condition.value * 4 + 3 }] };
    case 'precedence':
      return { tos: [{ from: condition.value * 32, to: condition.value * 32 + 31 }] };
    case 'tos':
      return { tos: valuesWhere(256, (byte) => ((byte >> 1) & 15) === condition.value) };
    case 'ttl': {
      const { comparison } = condition;
      return { ttl: valuesWhere(LARGEST_TTL + 1, (ttl) => compares(comparison, ttl)) };
    }
    case 'igmp':
      return { igmp: [{ from: condition.index, to: condition.index }] };
    case 'flow-label':
      return { flowLabel: [{ from: condition.value, to: condition.value }] };
    case 'reflect':
      // Recording a flow narrows nothing.
      return {};
    case 'option':
      // A packet with a certain option is a packet with options.
      return condition.value === 'any'
        ? unknown('it has IP options')
        : { ...unknown('it has IP options'), ...unknown(`it has IP option ${condition.value}`) };
    case 'extension-header': {
      const { header, value } = condition;
      const has = `it has ${HEADER_NAMES[header]}`;
      return value === undefined
        ? unknown(has)
        : { ...unknown(has), ...unknown(`${has} of type ${value}`) };
    }
    case 'time-range':
      return unknown(`time-range ${condition.name} is active`);
    case 'dynamic':
      return unknown(`dynamic ${condition.name} is open`);
    default:
      // No answer would mean that the condition changes what the rest of the entry means.
      return assertNever(condition);
  }
}

/** The box in which a free variable is true. */
export function unknown(what: string): PacketBox {
  const name: Unknown = `when ${what}`;
  return { [name]: ONE };
}

function flagsWhere(holds: (bits: number) => boolean): Ranges {
  return valuesWhere(64, holds);
}

function valuesWhere(size: number, holds: (value: number) => boolean): Ranges {
  const found: Range<number>[] = [];
  for (let value = 0; value < size; value += 1) {
    if (holds(value)) found.push({ from: value, to: value });
  }
  return normalizeRanges(found);
}

function compares(
  comparison: Extract<Condition, { kind: 'ttl' }>['comparison'],
  ttl: number,
): boolean {
  switch (comparison.operator) {
    case 'eq':
      return ttl === comparison.value;
    case 'neq':
      return ttl !== comparison.value;
    case 'gt':
      return ttl > comparison.value;
    case 'lt':
      return ttl < comparison.value;
    case 'range':
      return comparison.from <= ttl && ttl <= comparison.to;
  }
}
