/** `aclift query`: asks one list about a header space. */
import { Command, Option } from 'commander';
import { flowText } from '@aclift/core';
import { deviceLists } from '@aclift/lists';
import { query, type QueryReport } from '@aclift/analysis';
import { printable } from '@aclift/diagnostics';
import type { Action, Family } from '@aclift/ir';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError, readSource } from '../input.ts';
import { devicesOf } from '../read-devices.ts';
import { printJson, printLines } from '../print.ts';

interface Flags {
  readonly acl: string;
  readonly family?: Family;
  readonly permits?: string;
  readonly denies?: string;
  readonly decides?: string;
  readonly line?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift query edge.cfg --acl OUTSIDE-IN --permits 'tcp any 10.1.0.0/16 443'
      Which of these packets pass, and which lines let them? No answer is a proof that none does.
  aclift query edge.cfg --acl OUTSIDE-IN --decides 'ip any any' --line 42
      Everything that the entry on line 42 of the file decides.

A header space is PROTOCOL SOURCE DESTINATION [PORTS]: ip, tcp, udp, icmp or a number; any, an address, a prefix
or A-B; 443, 80,443 or 8000-8100.

Exit codes: 0 answered   2 wrong usage, unreadable input, another dialect, no such list
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function queryCommand(exit: (code: ExitCode) => void): Command {
  return new Command('query')
    .summary('ask a list which packets of a header space it permits or denies')
    .description(
      'Answers over all packets of a header space: those that pass or do not, in words, by the line that decides them.',
    )
    .argument('<config>', 'a configuration; - reads standard input')
    .requiredOption('--acl <name>', 'the list')
    .addOption(
      new Option('--family <family>', 'where lists of both families have the name').choices([
        'ipv4',
        'ipv6',
      ]),
    )
    .option('--permits <space>', 'the packets that pass')
    .option('--denies <space>', 'the packets that do not')
    .option('--decides <space>', 'all of them')
    .option('--line <number>', 'only what the entry on this line of the file decides')
    .option('--json', 'print everything as JSON (schema aclift/query/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (config: string, flags: Flags) => {
      exit(await runQuery(config, flags));
    });
}

async function runQuery(config: string, flags: Flags): Promise<ExitCode> {
  const { action, within } = asked(flags);
  const source = await readSource(config);
  const [device] = devicesOf([source]).devices;
  if (device === undefined) return EXIT.usage;
  const lists = deviceLists(device).filter(
    ({ list: { acl } }) =>
      acl.name === flags.acl && (flags.family === undefined || acl.family === flags.family),
  );
  const [list, second] = lists;
  if (list === undefined) throw new InputError(`no list is called ${flags.acl}`);
  if (second !== undefined) throw new InputError(`${flags.acl} is two lists; give --family`);
  const answer = query({
    list,
    source,
    within,
    ...(action === undefined ? {} : { action }),
    ...(flags.line === undefined ? {} : { decidedBy: Number(flags.line) }),
  });
  if (!answer.ok) throw new InputError(answer.error);
  if (flags.json === true) printJson(answer.value);
  else printLines(answerLines(answer.value));
  return EXIT.done;
}

/** The one question of the flags. */
function asked({ decides, denies, permits }: Flags): {
  readonly action: Action | undefined;
  readonly within: string;
} {
  const questions = [
    { action: 'permit', within: permits },
    { action: 'deny', within: denies },
    { action: undefined, within: decides },
  ] as const;
  const given = questions.filter(({ within }) => within !== undefined);
  const [only] = given;
  if (only?.within === undefined || given.length > 1) {
    throw new InputError('give one of --permits, --denies and --decides');
  }
  return { action: only.action, within: only.within };
}

function answerLines({ answers, within }: QueryReport): readonly string[] {
  if (answers.length === 0) {
    return [`None: no packet of "${printable(within)}" fares so. This is proven over all of them.`];
  }
  return answers.flatMap(({ action, line, regions, text, witness }) => [
    `${action === 'permit' ? 'permitted' : 'denied'} by ${line === null ? '' : `line ${line}: `}${printable(text)}`,
    ...regions.map((region) => `  ${printable(region)}`),
    `  for example: ${flowText(witness)}`,
  ]);
}
