/** What the parts of the reader share while they go through one text. */
import type { SourceText } from '@aclift/diagnostics';
import type { Fate } from '../commands/command.ts';
import { DeviceDraft } from '../device/device-draft.ts';
import { type Command, countLines, LineLedger } from '@aclift/dialect-kit';
import { Report } from '../report.ts';
import type { EntryContext } from './list-lines.ts';
import { OpenBlock } from './open-block.ts';
import type { Opened } from './opened.ts';

export class ReaderState {
  readonly source: SourceText;
  readonly report: Report;
  readonly ledger: LineLedger;
  readonly device: DeviceDraft = new DeviceDraft();
  readonly block: OpenBlock = new OpenBlock();
  readonly context: EntryContext;
  #serviceGroups: ReadonlySet<string> | undefined;

  constructor(source: SourceText) {
    this.source = source;
    this.report = new Report(source.name);
    this.ledger = new LineLedger(countLines(source.text));
    this.context = {
      report: this.report,
      show: false,
      isServiceGroup: (name) => (this.#serviceGroups ??= serviceGroups(source.text)).has(name),
    };
  }

  /** Gives the lines of a command their outcome. */
  settle({ firstLine, lastLine }: Command, fate: Fate): void {
    for (let line = firstLine; line <= lastLine; line += 1) {
      if (fate === 'modelled') this.ledger.modelled(line);
      else if (fate === 'diagnostic') this.ledger.diagnostic(line);
      else this.ledger.notOurs(line, fate);
    }
  }

  /** Enters the block that a command opened, or leaves whatever was open. @returns the command's fate. */
  opened(command: Command, { fate, open, command: whole }: Opened): Fate {
    if (whole !== undefined && whole !== command) this.settle(whole, fate);
    this.block.enter(command, open);
    return fate;
  }
}

/** Names of all service groups in the text, also of those that are defined after their use. */
function serviceGroups(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const definition = /^[ \t]*(?:object-group service|Service object group) (\S+)/gim;
  for (const match of text.matchAll(definition)) names.add(match[1] ?? '');
  return names;
}
