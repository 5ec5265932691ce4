/** Policy maps, and where `service-policy` applies them. */
import type { ServicePolicy } from '../device/interface-draft.ts';
import type { PolicyClass } from '../device/policy-maps.ts';
import { ALL_VLANS, parseVlans } from '../device/vlan-ranges.ts';
import { mapHeader } from './class-commands.ts';
import { type CommandContext, type CommandRow, type Fate } from './command.ts';
import { isShort, wordsOf } from './words.ts';

const textsOf = (context: CommandContext): readonly string[] =>
  wordsOf(context).map(({ text }) => text);

// policy-map BLOCK   policy-map type inspect IN-OUT
function readHeader(context: CommandContext): Fate | undefined {
  const header = mapHeader(textsOf(context));
  if (header === undefined) return undefined;
  const { policyMaps } = context.device;
  if (context.negated) policyMaps.remove(header.kind, header.name);
  else policyMaps.enter(header.kind, header.name);
  return 'modelled';
}

// class WORM   class type inspect WEB   class WORM insert-before OTHER   no class WORM
function readClass(context: CommandContext): Fate | undefined {
  const { command, device, negated } = context;
  const { current } = device.policyMaps;
  const words = textsOf(context);
  const at = words.findIndex((word) => word.toLowerCase() === 'insert-before');
  const header = mapHeader(at < 0 ? words : words.slice(0, at));
  if (header === undefined || current === undefined) return undefined;
  if (negated) device.policyMaps.removeClass(header.name);
  // The type may be left out where the policy has it.
  else device.policyMaps.enterClass(current.kind, header.name, command, words[at + 1]);
  return 'modelled';
}

type Reader = (context: CommandContext, current: PolicyClass) => Fate | undefined;

function action(words: string, read: Reader): CommandRow {
  return {
    words: words.split(' '),
    within: ['policy-map'],
    read: (context) => {
      const { currentClass } = context.device.policyMaps;
      return currentClass === undefined ? undefined : read(context, currentClass);
    },
  };
}

// police 8000 conform-action drop exceed-action drop   police cir 8000, with its actions below
function readPolice(context: CommandContext, current: PolicyClass): Fate {
  const words = textsOf(context).map((word) => word.toLowerCase());
  const drops = (keyword: string): boolean | undefined => {
    const at = words.indexOf(keyword);
    return at < 0 ? undefined : words[at + 1] === 'drop';
  };
  current.conformDrops = context.negated ? undefined : drops('conform-action');
  current.exceedDrops = context.negated ? undefined : drops('exceed-action');
  context.device.policyMaps.inPolice = !context.negated && current.conformDrops === undefined;
  return 'modelled';
}

// conform-action drop, below police
function readPoliceAction(set: (current: PolicyClass, drops: boolean | undefined) => void): Reader {
  return (context, current) => {
    set(current, context.negated ? undefined : textsOf(context)[0]?.toLowerCase() === 'drop');
    return 'modelled';
  };
}

// service-policy CHILD, below a class   service-policy http DEEP, below a class of inspection
function readChild(context: CommandContext, current: PolicyClass): Fate {
  const words = textsOf(context);
  if (current.kind === 'traffic') current.child = context.negated ? undefined : words.at(-1);
  else current.deep = !context.negated;
  return 'modelled';
}

// service-policy input BLOCK   service-policy type access-control output FPM
function readApplied(context: CommandContext): Fate | undefined {
  const { open } = context;
  return open.kind === 'interface' ? apply(context, open.interface.servicePolicies) : undefined;
}

// service-policy input BLOCK, under vlan configuration 10,20-30
function readOnVlans(context: CommandContext): Fate | undefined {
  const text = /^vlan\s+configuration\s+(.+)$/i.exec(context.header ?? '')?.[1] ?? '';
  // VLANs that cannot be read may be any.
  const vlans = parseVlans(text) ?? ALL_VLANS;
  return apply(context, context.device.vlanPolicies.at(vlans));
}

function apply(context: CommandContext, policies: Map<string, ServicePolicy>): Fate {
  const { command, negated } = context;
  const words = textsOf(context);
  const typed = words[0]?.toLowerCase() === 'type';
  // Those of other types measure, or ask who somebody is.
  if (typed && !/^(?:access-control|qos)$/i.test(words[1] ?? '')) return 'other-command';
  const [word = '', name] = typed ? words.slice(2) : words;
  const input = isShort(word, 'input', 1);
  if (!input && !isShort(word, 'output', 1)) return 'other-command';
  const direction = input ? 'in' : 'out';
  const key = `${typed ? words[1]?.toLowerCase() : ''} ${direction}`;
  if (negated) policies.delete(key);
  else if (name !== undefined) policies.set(key, { direction, name, quote: command });
  else {
    context.report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return 'diagnostic';
  }
  return 'modelled';
}

export const POLICY_COMMANDS: readonly CommandRow[] = [
  { words: ['policy-map'], read: readHeader },
  { words: ['class'], within: ['policy-map'], read: readClass },
  action('drop', ({ negated }, current) => {
    current.drop = !negated;
    return 'modelled';
  }),
  action('inspect', ({ negated }, current) => {
    current.inspect = !negated;
    return 'modelled';
  }),
  action('pass', ({ negated }, current) => {
    current.pass = !negated;
    return 'modelled';
  }),
  action('police', readPolice),
  action(
    'conform-action',
    readPoliceAction((current, drops) => {
      current.conformDrops = drops;
    }),
  ),
  action(
    'exceed-action',
    readPoliceAction((current, drops) => {
      current.exceedDrops = drops;
    }),
  ),
  action('service-policy', readChild),
  { words: ['service-policy'], within: ['interface'], read: readApplied },
  { words: ['service-policy'], within: ['vlan-settings'], read: readOnVlans },
];
