/** Interface templates: `template NAME`, its lines, and `source template NAME` on interfaces. */
import { templateName } from '../device/templates.ts';
import type { CommandRow } from './command.ts';
import { INTERFACE_COMMANDS } from './interface-commands.ts';
import { POLICY_COMMANDS } from './policy-commands.ts';
import { SWITCHPORT_COMMANDS } from './switchport-commands.ts';
import { wordsOf } from './words.ts';

/** Commands of interfaces that stand in templates too. */
const SHARED = new Set(['ip access-group', 'ipv6 traffic-filter', 'switchport', 'service-policy']);

/** The line is read as if it stood at an interface. That a binding uses a list is another row's business. */
function inTemplate({ read, words }: CommandRow): CommandRow {
  const binds = words.at(-1) === 'access-group' || words.at(-1) === 'traffic-filter';
  return {
    words,
    within: ['template'],
    read: (context) => {
      const name = templateName(context.header);
      if (name === undefined) return undefined;
      const template = context.device.templates.get(name, context.command.span);
      const fate = read({ ...context, open: { kind: 'interface', interface: template } });
      return binds && fate === 'modelled' ? undefined : fate;
    },
  };
}

export const TEMPLATE_COMMANDS: readonly CommandRow[] = [
  {
    words: ['template'],
    read: (context) => {
      const [name] = wordsOf(context);
      if (name === undefined) return undefined;
      if (context.negated) context.device.templates.remove(name.text);
      else context.device.templates.get(name.text, context.command.span);
      return 'modelled';
    },
  },
  ...[...INTERFACE_COMMANDS, ...SWITCHPORT_COMMANDS, ...POLICY_COMMANDS]
    .filter(({ within, words }) => within?.includes('interface') && SHARED.has(words.join(' ')))
    .map(inTemplate),
  {
    words: ['source', 'template'],
    within: ['interface'],
    read: (context) => {
      const { command, negated, open } = context;
      const [name] = wordsOf(context);
      if (open.kind !== 'interface' || name === undefined) return undefined;
      if (negated) open.interface.sources.delete(name.text);
      else open.interface.sources.set(name.text, command);
      return 'modelled';
    },
  },
];
