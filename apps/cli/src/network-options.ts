/** What the user knows of the network besides the configurations: the same options wherever lists are compared with policies. */
import { type NetworkFacts, parseAddressText, type PortAddresses } from '@aclift/inventory';
import { type Command, InvalidArgumentError } from 'commander';
import { findProject } from './project.ts';

/** The options as commander gives them. */
export interface NetworkFlags {
  readonly upstream: readonly string[];
  readonly unused: readonly string[];
  readonly behind: readonly PortAddresses[];
  /** Undefined: the one in this folder, if there is one. */
  readonly project?: string;
}

/** Adds the options to a command. */
export function withNetworkOptions(command: Command): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  return command
    .option(
      '--upstream <interface>',
      'the interface that leads to addresses without a route (repeatable)',
      collect,
      [],
    )
    .option(
      '--unused <interface>',
      'an interface that is up and carries no traffic (repeatable)',
      collect,
      [],
    )
    .option(
      '--behind <port=addresses>',
      'the addresses behind a switch port, separated by commas, or none (repeatable)',
      (value: string, sofar: readonly PortAddresses[]) => [...sofar, portAddresses(value)],
      [],
    );
}

/** @throws InputError when the project file has a mistake. The command line goes before the file, option by option. */
export async function networkFacts(flags: NetworkFlags): Promise<NetworkFacts> {
  const project = await findProject(flags.project);
  const told = project?.network ?? { upstream: [], unused: [], behind: [] };
  return {
    upstream: flags.upstream.length > 0 ? flags.upstream : told.upstream,
    unused: flags.unused.length > 0 ? flags.unused : told.unused,
    behind: flags.behind.length > 0 ? flags.behind : told.behind,
  };
}

function portAddresses(value: string): PortAddresses {
  const at = value.lastIndexOf('=');
  const port = value.slice(0, at);
  const texts = value.slice(at + 1);
  if (at <= 0 || texts === '') {
    throw new InvalidArgumentError('Write PORT=ADDRESSES, for example sw1:Gi1/0/5=10.1.20.15.');
  }
  if (texts === 'none') return { port, addresses: [] };
  return {
    port,
    addresses: texts.split(',').map((text) => {
      const parsed = parseAddressText(text.trim(), { start: 0, end: 0 });
      if (!parsed.ok) throw new InvalidArgumentError(`${text} is no host, CIDR or range.`);
      return parsed.value;
    }),
  };
}
