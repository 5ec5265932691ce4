/** Zone-based firewall: zones, pairs of them, and the policy between. */
import { type CommandContext, type CommandRow, type Fate } from './command.ts';
import { wordsOf } from './words.ts';

// zone security INSIDE
function readZone(context: CommandContext): Fate | undefined {
  const { device, negated } = context;
  const [name] = wordsOf(context);
  if (name === undefined) return undefined;
  if (negated) device.zones.names.delete(name.text);
  else device.zones.names.add(name.text);
  return 'modelled';
}

// zone-pair security IN-OUT source INSIDE destination OUTSIDE
function readPair(context: CommandContext): Fate | undefined {
  const { command, device, negated } = context;
  const words = wordsOf(context).map(({ text }) => text);
  const [name] = words;
  if (name === undefined) return undefined;
  const after = (keyword: string): string | undefined => {
    const at = words.findIndex((word, index) => index > 0 && word.toLowerCase() === keyword);
    return at < 0 ? undefined : words[at + 1];
  };
  if (negated) {
    device.zones.removePair(name);
    return 'modelled';
  }
  const source = after('source');
  const destination = after('destination');
  device.zones.enterPair(
    name,
    { ...(source !== undefined && { source }), ...(destination !== undefined && { destination }) },
    command.span,
  );
  return 'modelled';
}

// service-policy type inspect IN-OUT
function readPolicy(context: CommandContext): Fate | undefined {
  const { command, device, negated } = context;
  const { current } = device.zones;
  const words = wordsOf(context).map(({ text }) => text);
  const name = words.at(-1);
  if (current === undefined || name === undefined) return undefined;
  if (words[0]?.toLowerCase() === 'type' && words[1]?.toLowerCase() !== 'inspect') {
    return 'other-command';
  }
  current.policy = negated ? undefined : { name, quote: command };
  return 'modelled';
}

export const ZONE_COMMANDS: readonly CommandRow[] = [
  { words: ['zone', 'security'], read: readZone },
  { words: ['zone-pair', 'security'], read: readPair },
  { words: ['service-policy'], within: ['zone-pair'], read: readPolicy },
];
