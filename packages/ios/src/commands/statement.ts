/** Runs a rule of the statement grammar over the rest of a command. */
import {
  statementGrammar,
  type StatementParts,
  type StatementRule,
} from '../grammar/statement-grammar.ts';
import { lex } from '@aclift/dialect-kit';
import { STATEMENT_WORDS } from '../lexer/statement-words.ts';
import { reportStumble } from '../lowering/stumble.ts';
import type { Reading } from '../lowering/reading.ts';
import { type CommandContext, restOf } from './command.ts';

/** @returns undefined after a report. */
export function readStatement(
  context: CommandContext,
  rule: StatementRule,
): StatementParts | undefined {
  const grammar = statementGrammar();
  const stumble = grammar.read(lex(restOf(context), STATEMENT_WORDS), grammar[rule]);
  if (stumble === undefined) return grammar.parts;
  reportStumble(stumble, readingOf(context));
  return undefined;
}

/** For reports and for address lowering, outside lists. */
export function readingOf(context: CommandContext, family: 'ipv4' | 'ipv6' = 'ipv4'): Reading {
  const { command, shift, report } = context;
  return {
    command,
    shift,
    family,
    standard: false,
    report,
    show: false,
    isServiceGroup: () => false,
  };
}
