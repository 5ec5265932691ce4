/** Commands under `router`: where a process runs, whom it speaks to, and in which table. */
import {
  type Family,
  lengthOfMask,
  maskOfLength,
  parseIpv4,
  parseIpv6,
  showIpv6,
} from '@aclift/ir';
import type { NeighborDraft, NetworkStatement, RouterDraft } from '../device/router-draft.ts';
import { parsePrefix6 } from '../lowering/address.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { interfaceName, type PlacedWord, wordsOf } from './words.ts';

type Reader = (context: CommandContext, router: RouterDraft) => Fate | undefined;

function row(words: string, read: Reader): CommandRow {
  return {
    words: words.split(' '),
    within: ['router'],
    read: (context) => {
      const router = context.device.routers.current;
      return router === undefined ? undefined : read(context, router);
    },
  };
}

// network 10.0.0.0 0.0.0.255 area 0   network 10.0.0.0   network 10.0.0.0 mask 255.0.0.0 (BGP)
function readNetwork(context: CommandContext, router: RouterDraft): Fate {
  const { protocol } = router;
  // What BGP announces does not say where it runs; `net` of IS-IS is the name of the router.
  if (protocol === 'bgp' || protocol === 'isis' || protocol === 'ospfv3') return 'other-command';
  const network = networkOf(context, protocol);
  if (network === undefined) {
    // It runs somewhere, and nobody can tell where.
    if (!context.negated) router.current.unread = true;
    return 'diagnostic';
  }
  router.current.setNetwork(network, !context.negated);
  return 'modelled';
}

function networkOf(context: CommandContext, protocol: string): NetworkStatement | undefined {
  const { command, report } = context;
  const [first, second] = wordsOf(context);
  if (first === undefined) {
    report.add('ios/incomplete-line', command.after, { expected: 'ipv4-address' });
    return undefined;
  }
  const [dotted = '', bits] = first.text.split('/');
  const address = parseIpv4(dotted);
  if (address === undefined || Number(bits ?? 0) > 32) return refuseWord(context, first);
  if (bits !== undefined) return statement(address, maskOfLength(Number(bits)));
  const given = second === undefined ? undefined : parseIpv4(second.text);
  if (given !== undefined) return statement(address, maskOfWildcard(given));
  if (protocol === 'ospf') {
    if (second !== undefined) return refuseWord(context, second);
    report.add('ios/incomplete-line', command.after, { expected: 'mask' });
    return undefined;
  }
  return statement(address, classfulMask(address));
}

function statement(address: number, mask: number): NetworkStatement {
  return { base: (address & mask) >>> 0, mask };
}

/** A subnet mask in the place of the wildcard is taken for one, as the device does. */
function maskOfWildcard(written: number): number {
  const length = lengthOfMask(written);
  const isMask = length !== undefined && length > 0 && length < 32;
  return isMask ? written : ~written >>> 0;
}

/** 0.0.0.0 stands for every network. */
function classfulMask(address: number): number {
  if (address === 0) return 0;
  const first = address >>> 24;
  if (first < 128) return maskOfLength(8);
  return maskOfLength(first < 192 ? 16 : 24);
}

function refuseWord({ report }: CommandContext, { span, text }: PlacedWord): undefined {
  report.add('ios/bad-address', span, { text, hostname: false });
  return undefined;
}

// passive-interface GigabitEthernet0/1   no passive-interface Vlan10   passive-interface default
function readPassive(context: CommandContext, router: RouterDraft): Fate {
  const { current: scope, place } = router;
  const passive = !context.negated;
  const written = interfaceName(wordsOf(context));
  const name = written === '' ? place : written;
  if (name === undefined) {
    context.report.add('ios/incomplete-line', context.command.after, { expected: 'name' });
    return 'diagnostic';
  }
  if (name.toLowerCase() === 'default') scope.passiveByDefault = passive;
  else setLast(scope.passive, name, passive);
  return 'modelled';
}

/** What is said last counts, also where a name is written in two ways. */
function setLast(said: Map<string, boolean>, name: string, value: boolean): void {
  said.delete(name);
  said.set(name, value);
}

// neighbor 192.0.2.2 remote-as 65001   neighbor 192.0.2.2 shutdown   no neighbor 192.0.2.2 activate
function readNeighbor(context: CommandContext, router: RouterDraft): Fate | undefined {
  const [first, second] = wordsOf(context);
  const neighbor = neighborOf(first?.text ?? '');
  // The name of a group of neighbours; lists are another row's business.
  if (neighbor === undefined) return undefined;
  const setting = second?.text.toLowerCase() ?? '';
  const { current: scope } = router;
  if (setting === 'shutdown' || setting === 'activate') {
    scope.setNeighbor(neighbor, (setting === 'activate') !== context.negated);
    return 'modelled';
  }
  if (context.negated) {
    if (setting === '' || setting === 'remote-as' || setting === 'peer-group') {
      scope.removeNeighbor(neighbor);
      return 'modelled';
    }
    return undefined;
  }
  if (scope.hasActive(neighbor) === undefined) scope.setNeighbor(neighbor, true);
  if (/^(?:remote-as|peer-group|inherit)$/.test(setting) || router.protocol !== 'bgp') {
    return 'modelled';
  }
  return undefined;
}

function neighborOf(text: string): NeighborDraft | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return { address: four };
  const [address = '', via] = text.split('%');
  const six = parseIpv6(address);
  if (six === undefined) return undefined;
  return { address: showIpv6(six), ...(via !== undefined && via !== '' && { interface: via }) };
}

// bgp listen range 192.0.2.0/24 peer-group LEAVES
function readListen(context: CommandContext, router: RouterDraft): Fate {
  const [first] = wordsOf(context);
  const text = first?.text ?? '';
  const six = text.includes(':') ? parsePrefix6(text) : undefined;
  const [dotted = '', bits = ''] = text.split('/');
  const four = parseIpv4(dotted);
  const length = six?.length ?? (/^\d{1,2}$/.test(bits) ? Number(bits) : 33);
  const address = six?.address ?? four;
  if (address === undefined || (six === undefined && length > 32)) {
    if (first !== undefined) refuseWord(context, first);
    else context.report.add('ios/incomplete-line', context.command.after, { expected: 'prefix' });
    return 'diagnostic';
  }
  const family: Family = six === undefined ? 'ipv4' : 'ipv6';
  const { listens } = router.current;
  if (context.negated) listens.delete(text);
  else listens.set(text, { family, address, length });
  return 'modelled';
}

// address-family ipv4 vrf RED   address-family ipv6 unicast autonomous-system 5   address-family vpnv4
function readFamily(context: CommandContext, router: RouterDraft): Fate {
  const words = wordsOf(context).map(({ text }) => text);
  const [first = ''] = words.map((word) => word.toLowerCase());
  const family = first === 'ipv4' || first === 'ipv6' ? first : 'other';
  const at = words.findIndex((word) => word.toLowerCase() === 'vrf');
  const vrf = at < 0 ? undefined : words[at + 1];
  if (context.negated) router.removeFamily(family, vrf);
  else router.enterFamily(family, vrf, context.command.span);
  return family === 'other' ? 'other-command' : 'modelled';
}

function readShutdown({ negated }: CommandContext, router: RouterDraft): Fate {
  const { current: scope, place } = router;
  if (place === undefined) scope.down = !negated;
  else if (place.toLowerCase() === 'default') scope.downByDefault = !negated;
  else setLast(scope.downAt, place, !negated);
  return 'modelled';
}

// redistribute ospf 1 route-map RM
function readRedistribute(context: CommandContext, router: RouterDraft): Fate {
  const source = wordsOf(context)[0]?.text.toLowerCase() ?? '';
  if (source === '' || source === 'maximum-prefix') return 'other-command';
  const { redistributes } = router.current;
  // no redistribute static metric 5: only a setting of it is taken back
  if (!context.negated) redistributes.add(source);
  else if (wordsOf(context).every(({ text }) => text === source || /^\d+$/.test(text)))
    redistributes.delete(source);
  return 'modelled';
}

export const ROUTER_COMMANDS: readonly CommandRow[] = [
  row('network', readNetwork),
  row('passive-interface', readPassive),
  row('neighbor', readNeighbor),
  row('bgp listen range', readListen),
  row('address-family', readFamily),
  row('exit-address-family', (_context, router) => {
    router.leaveFamily();
    return 'modelled';
  }),
  row('af-interface', (context, router) => {
    router.place = interfaceName(wordsOf(context));
    return 'modelled';
  }),
  row('topology', (_context, router) => {
    router.leavePlace();
    router.inTopology = true;
    return 'other-command';
  }),
  row('exit-af-interface', (_context, router) => {
    router.leavePlace();
    return 'modelled';
  }),
  row('exit-af-topology', (_context, router) => {
    router.leavePlace();
    return 'other-command';
  }),
  row('redistribute', readRedistribute),
  row('shutdown', readShutdown),
  // vrf RED: the table that IS-IS serves
  row('vrf', (context, router) => {
    const name = restOf(context);
    if (router.protocol !== 'isis' || !/^\S+$/.test(name)) return undefined;
    router.base.vrf = context.negated ? undefined : name;
    return 'modelled';
  }),
];
