/** Options about today's network, the same wherever lists are compared with policies. */
import { type Command, Option } from 'commander';
import { networkFacts, type NetworkFlags, withNetworkOptions } from './network-options.ts';
import {
  CLIENT_PORTS,
  type ClientPorts,
  DEFAULT_COVERAGES,
  DEFAULT_OPTIONS,
  type ListsOptions,
  UNSEEN_TRAFFIC,
  type UnseenTraffic,
} from '@aclift/core';

/** The options as commander gives them. */
export interface ListsFlags extends NetworkFlags {
  readonly inventory: string;
  readonly decisions?: string;
  readonly defaultCoverage?: 'grant' | 'withhold';
  readonly unseenTraffic: UnseenTraffic;
  readonly clientPorts: ClientPorts;
  readonly acl: readonly string[];
}

/** Adds the options to a command that needs an inventory. */
export function withListsOptions(command: Command): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  const listed = command
    .requiredOption(
      '-i, --inventory <file>',
      'which workloads have which addresses (see docs/files/inventory.md)',
    )
    .option(
      '-d, --decisions <file>',
      'what was decided about open cases (see docs/files/decisions.md); default: decisions.yaml beside the inventory',
    )
    .addOption(
      new Option(
        '--unseen-traffic <mode>',
        'flows that no list sees today: taken as permitted, or as not wanted',
      )
        .choices(UNSEEN_TRAFFIC.filter((mode) => mode !== 'report'))
        .default(DEFAULT_OPTIONS.unseenTraffic),
    )
    .addOption(
      new Option(
        '--client-ports <which>',
        'source ports that connections open from: any, or from 1024 (ephemeral)',
      )
        .choices(CLIENT_PORTS)
        .default(DEFAULT_OPTIONS.clientPorts),
    )
    .addOption(
      new Option(
        '--default-coverage <how>',
        'services that only some addresses of a workload have, where no decision is about them',
      ).choices(DEFAULT_COVERAGES),
    )
    .option(
      '--acl <name>',
      'take this list as a filter of every flow, wherever it is bound (repeatable)',
      collect,
      [],
    );
  return withNetworkOptions(listed);
}

/** The flags as the pipeline takes them. @throws InputError when the project file has a mistake. */
export async function listsOptions(flags: ListsFlags): Promise<ListsOptions> {
  return {
    ...(flags.defaultCoverage === undefined ? {} : { defaultCoverage: flags.defaultCoverage }),
    unseenTraffic: flags.unseenTraffic,
    clientPorts: flags.clientPorts,
    detached: flags.acl,
    ...(await networkFacts(flags)),
  };
}
