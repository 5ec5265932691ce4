/**
 * What nobody can tell about an entry, each doubt as a free variable named in the words of the text. The same doubt has the
 * same name wherever it occurs: a packet's source is in a group or it is not, whichever line asks.
 */
import { type Ace, type AddressMatch, assertNever, type PortMatch, showIpv4 } from '@aclift/ir';
import { type AceCaveat, wildcardRanges } from '@aclift/verify';
import { unknown } from './condition-box.ts';
import type { PacketBox } from './packet.ts';

/** The box in which every doubt about the entry's addresses, ports and groups is settled in its favour. */
export function doubtsOf(ace: Ace, caveats: readonly AceCaveat[]): PacketBox {
  return Object.assign({}, ...caveats.flatMap((caveat) => boxesOf(ace, caveat))) as PacketBox;
}

const ENDS = ['source', 'destination'] as const;
const PORTS = [
  ['source port', 'sourcePorts'],
  ['destination port', 'destinationPorts'],
] as const;

function boxesOf(ace: Ace, caveat: AceCaveat): readonly PacketBox[] {
  switch (caveat.kind) {
    case 'object-group': {
      const { name } = caveat;
      const ends = ENDS.filter((end) => isGroup(ace[end], name));
      const service = ace.protocol.kind === 'service-group' && ace.protocol.name === name;
      return [
        ...ends.map((end) => unknown(`the ${end} is in object-group ${name}`)),
        ...(service ? [unknown(`the service is in object-group ${name}`)] : []),
      ];
    }
    case 'wildcard':
      return ENDS.flatMap((end) => {
        const scattered = scatteredText(ace[end]);
        return scattered === undefined ? [] : [unknown(`the ${end} matches ${scattered}`)];
      });
    case 'portgroup':
      return PORTS.flatMap(([what, field]) => {
        const name = portgroupName(ace[field]);
        return name === undefined ? [] : [unknown(`the ${what} is in portgroup ${name}`)];
      });
    case 'condition':
    case 'unparsed':
      // Conditions have boxes of their own, and a line that was not understood is a doubt as a whole.
      return [];
    default:
      return assertNever(caveat);
  }
}

function isGroup(match: AddressMatch, name: string): boolean {
  return match.kind === 'object-group' && match.name === name;
}

/** Address and wildcard as they are written, where the blocks are too many to tell apart. */
function scatteredText(match: AddressMatch): string | undefined {
  if (match.kind !== 'wildcard') return undefined;
  if (wildcardRanges(match.base, match.wildcard) !== undefined) return undefined;
  return `${showIpv4(match.base)} ${showIpv4(match.wildcard)}`;
}

function portgroupName(match: PortMatch | undefined): string | undefined {
  return match?.kind === 'portgroup' ? match.name : undefined;
}
