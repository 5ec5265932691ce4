/**
 * The commands as the program lists them. Each is loaded when the command line names it: `--help` needs none of them, and no
 * command waits for what another one needs.
 */
import { Command, Option } from 'commander';
import type { ExitCode } from './exit-code.ts';

/** Receives the exit code of a command. */
export type Exit = (code: ExitCode) => void;

/** A command before it is loaded. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  /** Its arguments as usage shows them; `''`: none. */
  readonly usage: string;
  /** False: it has no options of its own. */
  readonly hasOptions: boolean;
  readonly load: (exit: Exit) => Promise<Command>;
}

/** In the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'migrate',
    summary: 'lift access lists into policy drafts, with proof and a ledger of every line',
    usage: '[config...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/migrate.ts')).migrateCommand(exit),
  },
  {
    name: 'move',
    summary: 'plan what routers change while workloads move into the cluster, and check it',
    usage: '',
    hasOptions: false,
    load: async (exit) => (await import('./commands/move.ts')).moveCommand(exit),
  },
  {
    name: 'verify',
    summary: 'compare any policies with the access lists, over all flows',
    usage: '[policy...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/verify.ts')).verifyCommand(exit),
  },
  {
    name: 'policy-diff',
    summary: 'compare two sets of policies, over all flows',
    usage: '<a> <b>',
    hasOptions: true,
    load: async (exit) => (await import('./commands/policy-diff.ts')).policyDiffCommand(exit),
  },
  {
    name: 'trace',
    summary: 'follow one flow through the lists and the policies',
    usage: '',
    hasOptions: true,
    load: async (exit) => (await import('./commands/trace.ts')).traceCommand(exit),
  },
  {
    name: 'replay',
    summary: 'judge observed flows by the lists and by policies',
    usage: '[flows...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/replay.ts')).replayCommand(exit),
  },
  {
    name: 'explain',
    summary: 'say each rule of policy files in a sentence, with the list lines behind it',
    usage: '[policy...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/explain.ts')).explainCommand(exit),
  },
  {
    name: 'suggest',
    summary: 'propose who the unnamed addresses are, with evidence',
    usage: '[config...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/suggest.ts')).suggestCommand(exit),
  },
  {
    name: 'review',
    summary: 'review a migration in the browser, and write decisions back',
    usage: '[folder]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/review.ts')).reviewCommand(exit),
  },
  {
    name: 'lint',
    summary: 'find what is dead, wrong or dangerous in access lists, exactly',
    usage: '[config...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/lint.ts')).lintCommand(exit),
  },
  {
    name: 'diff',
    summary: 'compare the access lists of two configurations over all packets',
    usage: '<old> <new>',
    hasOptions: true,
    load: async (exit) => (await import('./commands/diff.ts')).diffCommand(exit),
  },
  {
    name: 'query',
    summary: 'ask a list which packets of a header space it permits or denies',
    usage: '<config>',
    hasOptions: true,
    load: async (exit) => (await import('./commands/query.ts')).queryCommand(exit),
  },
  {
    name: 'parse',
    summary: 'show what was understood of configurations, and account for every line',
    usage: '<config...>',
    hasOptions: true,
    load: async (exit) => (await import('./commands/parse.ts')).parseCommand(exit),
  },
  {
    name: 'validate',
    summary: 'check policy objects against their schemas and the rules of their engines',
    usage: '<file...>',
    hasOptions: true,
    load: async (exit) => (await import('./commands/validate.ts')).validateCommand(exit),
  },
  {
    name: 'inventory',
    summary: 'check the inventory, or make one from what you have',
    usage: '',
    hasOptions: false,
    load: async (exit) => (await import('./commands/inventory.ts')).inventoryCommand(exit),
  },
  {
    name: 'init',
    summary: 'write a first project file',
    usage: '[config...]',
    hasOptions: true,
    load: async (exit) => (await import('./commands/init.ts')).initCommand(exit),
  },
  {
    name: 'completion',
    summary: 'print a script that completes commands and options in your shell',
    usage: '<shell>',
    hasOptions: false,
    load: async () => (await import('./commands/completion.ts')).completionCommand(),
  },
];

/**
 * The commands of the program, those that the command line names loaded, the others good for a list only.
 * @param argv what was typed. A word that is no command and looks like one costs loading it, nothing else.
 */
export function commandsFor(argv: readonly string[], exit: Exit): Promise<readonly Command[]> {
  const typed = new Set(argv);
  const all = asksForCompletions(argv);
  return Promise.all(
    COMMANDS.map(async (listed) =>
      all || typed.has(listed.name) ? await listed.load(exit) : listedOnly(listed),
    ),
  );
}

/** Whether a shell asks how a line may go on: `aclift complete -- WORDS`. */
export function asksForCompletions(argv: readonly string[]): boolean {
  return argv[2] === 'complete' && argv[3] === '--';
}

/** Enough of a command for the help and for `did you mean`. */
export function listedOnly({ hasOptions, name, summary, usage }: ListedCommand): Command {
  const command = new Command(name).summary(summary);
  if (usage !== '') command.arguments(usage);
  if (hasOptions) command.addOption(new Option('--json'));
  return command;
}
