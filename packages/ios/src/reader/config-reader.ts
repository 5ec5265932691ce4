/**
 * Reads a configuration or the output of `show`: keeps track of the block that each command stands in and hands it to
 * the grammar that reads it. One bad line costs one line.
 */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import { blockOpenedBy } from '../commands/block-commands.ts';
import type { Block, Fate } from '../commands/command.ts';
import { rowsFor } from '../commands/command-table.ts';
import { isFreeText, leavesBlock } from '../commands/known-commands.ts';
import { DeviceDraft } from '../device/device-draft.ts';
import type { ListDraft } from '../device/list-draft.ts';
import { type DialectName, DialectMarks } from '../dialect/dialect-marks.ts';
import type { IosDiagnostic } from '../diagnostics.ts';
import { afterWords, firstWords, isBlank } from '../framing/blanks.ts';
import type { Command } from '../framing/command.ts';
import { Framer } from '../framing/framer.ts';
import { isExecCommand } from '../framing/noise.ts';
import { countLines } from '../framing/physical-lines.ts';
import { SpecialLines } from '../framing/special-lines.ts';
import { type LineAccount, LineLedger } from '../line-account.ts';
import { lintDevice } from '../lint/lint-device.ts';
import { Report } from '../report.ts';
import { isMemberLine, readGroupLine } from './group-lines.ts';
import { isOtherList, readHeader } from './headers.ts';
import { readNumbered } from './list-headers.ts';
import { applyEntryLine, type EntryContext, isEntryLine } from './list-lines.ts';
import { OpenBlock } from './open-block.ts';
import type { Opened } from './opened.ts';
import { readShowHeader } from './show-headers.ts';
import { unwrapped } from './unwrap.ts';

export interface ReadConfig {
  readonly device: Device;
  readonly diagnostics: readonly IosDiagnostic[];
  readonly lines: LineAccount;
  /** Another dialect gave itself away: nothing of the text counts. */
  readonly dialect?: { readonly name: DialectName; readonly span: Span; readonly line: number };
}

/** Reads one text. Never throws; cost is linear in its length. */
export function readConfig(source: SourceText): ReadConfig {
  return new ConfigReader(source).read();
}

class ConfigReader {
  readonly #source: SourceText;
  readonly #framer: Framer;
  readonly #special: SpecialLines;
  readonly #report: Report;
  readonly #ledger: LineLedger;
  readonly #marks = new DialectMarks();
  readonly #device = new DeviceDraft();
  readonly #context: EntryContext;
  readonly #block = new OpenBlock();
  #serviceGroups: ReadonlySet<string> | undefined;
  /** How the last line of a numbered list began. */
  #lastNumbered: Opened['numbered'];
  #dialect: ReadConfig['dialect'];

  constructor(source: SourceText) {
    this.#source = source;
    this.#report = new Report(source.name);
    this.#ledger = new LineLedger(countLines(source.text));
    this.#framer = new Framer(source.text, this.#ledger, (comment) =>
      this.#mark(this.#marks.comment(comment.text), comment),
    );
    this.#special = new SpecialLines(source.text, this.#framer, this.#report);
    this.#context = {
      report: this.#report,
      show: false,
      isServiceGroup: (name) => (this.#serviceGroups ??= serviceGroups(source.text)).has(name),
    };
  }

  read(): ReadConfig {
    for (
      let command = this.#framer.next();
      command !== undefined && this.#dialect === undefined;
      command = this.#framer.next()
    ) {
      this.#settle(command, this.#command(command));
    }
    if (this.#dialect !== undefined) return this.#refused(this.#dialect);
    const device = this.#device.finish(this.#source.name, this.#report);
    lintDevice(device, this.#report);
    return {
      device,
      diagnostics: this.#report.sorted(),
      lines: this.#ledger.close(),
    };
  }

  #refused(dialect: NonNullable<ReadConfig['dialect']>): ReadConfig {
    const { name, text } = this.#source;
    const { span, line } = dialect;
    const report = new Report(name);
    const ledger = new LineLedger(countLines(text));
    ledger.all('other-dialect');
    ledger.diagnostic(line - 1);
    report.add('ios/other-dialect', span, {
      dialect: dialect.name,
      because: text.slice(span.start, span.end),
    });
    return {
      device: new DeviceDraft().finish(name, report),
      diagnostics: report.sorted(),
      lines: ledger.close(),
      dialect,
    };
  }

  #settle({ firstLine, lastLine }: Command, fate: Fate): void {
    for (let line = firstLine; line <= lastLine; line += 1) {
      if (fate === 'modelled') this.#ledger.modelled(line);
      else if (fate === 'diagnostic') this.#ledger.diagnostic(line);
      else this.#ledger.notOurs(line, fate);
    }
  }

  #command(command: Command): Fate {
    if (this.#special.isCertificate(command)) return 'certificate';
    // The hot path: an entry of the open list, or a line of a numbered one.
    const open = this.#block.current;
    if (open.kind === 'list' && isEntryLine(command.text, open.list)) {
      return this.#entry(command, open.list, open.show);
    }
    if (startsNumbered(command.text)) {
      const numbered = this.#numberedAgain(command) ?? this.#numbered(command, false);
      if (numbered !== undefined) return numbered;
    }
    return this.#otherCommand(command);
  }

  #entry(command: Command, list: ListDraft, show: boolean): Fate {
    const context = show ? { ...this.#context, show } : this.#context;
    const whole = this.#framer.mayWrap
      ? unwrapped(command, 0, list, this.#framer, context)
      : undefined;
    if (whole === undefined) return applyEntryLine(command, 0, list, context);
    const fate = applyEntryLine(whole, 0, list, context);
    this.#settle(whole, fate);
    return fate;
  }

  #numbered(command: Command, negated: boolean): Fate | undefined {
    const opened = readNumbered(command, negated, this.#device, this.#context, this.#framer);
    if (opened === undefined) return undefined;
    this.#lastNumbered = opened.numbered;
    return this.#opened(command, opened);
  }

  /** One more line of the same numbered list: its head has been read. */
  #numberedAgain(command: Command): Fate | undefined {
    const last = this.#lastNumbered;
    const { text } = command;
    if (last === undefined || this.#framer.mayWrap || !text.startsWith(last.prefix))
      return undefined;
    if (isBlank(text.charCodeAt(last.prefix.length))) return undefined;
    this.#block.leave();
    return applyEntryLine(command, last.prefix.length, last.list, this.#context);
  }

  #opened(command: Command, { fate, open, command: whole }: Opened): Fate {
    if (whole !== undefined && whole !== command) this.#settle(whole, fate);
    this.#block.enter(command, open);
    return fate;
  }

  #otherCommand(command: Command): Fate {
    const special = this.#special.read(command);
    if (special?.kind === 'done') return special.fate;
    if (special?.kind === 'typed') return this.#command(special.command);
    if (special?.kind === 'prompt') {
      this.#block.leave();
      return 'prompt';
    }
    const { text } = command;
    const negation = /^(?:no|default)\s+/i.exec(text)?.[0].length ?? 0;
    const words = firstWords(text, negation, 6).map((word) => word.toLowerCase());
    // It may remove the list.
    if (negation > 0) this.#lastNumbered = undefined;
    return this.#dispatch(command, negation, words);
  }

  #dispatch(command: Command, negation: number, words: readonly string[]): Fate {
    const [first = ''] = words;
    if (negation === 0 && words.length === 1 && (first === 'exit' || first === 'end')) {
      if (first === 'exit' && this.#device.leaveInner(this.#block.current.kind)) return 'noise';
      if (first === 'end' || !this.#block.holds(command) || this.#block.current.kind === 'list')
        this.#block.leave();
      return 'noise';
    }
    const open = this.#block.current;
    if (
      open.kind === 'group' &&
      (this.#block.holds(command) || isMemberLine(words, open.group.type))
    ) {
      if (open.refused !== true) {
        return readGroupLine(command, negation, words, open.group, this.#report);
      }
      const { name, type } = open.group;
      this.#report.add('ios/group-redefined', command.span, { group: name, type });
      return 'diagnostic';
    }
    // Commands of the open block come first: `name` under a VLAN, `match` under a route map.
    const inside =
      open.kind === 'global' ? undefined : this.#tableCommand(command, negation, words, open.kind);
    if (inside !== undefined) return inside;
    // Headers and global commands count at any depth: pasted text often loses the indentation of its first line only.
    return this.#global(command, negation, words) ?? this.#unknown(command, negation, words);
  }

  /** Headers, numbered lists and global commands. */
  #global(command: Command, negation: number, words: readonly string[]): Fate | undefined {
    const negated = negation > 0;
    const shown = negated ? undefined : readShowHeader(command, this.#device, this.#report);
    if (shown !== undefined) return this.#opened(command, shown);
    const header = readHeader(
      { command, shift: negation, negated, device: this.#device, report: this.#report },
      words,
    );
    if (header !== undefined) return this.#opened(command, header);
    const numbered = this.#numbered(command, negated);
    if (numbered !== undefined) return numbered;
    const fate = this.#tableCommand(command, negation, words, 'global');
    const block = negated ? undefined : blockOpenedBy(words);
    if (block !== undefined) {
      this.#opened(command, { fate: 'other-command', open: { kind: block } });
    } else if (fate !== undefined && !this.#block.holds(command)) {
      this.#block.leave();
    }
    return fate ?? (block === undefined ? undefined : 'other-command');
  }

  #tableCommand(
    command: Command,
    negation: number,
    words: readonly string[],
    block: Block,
  ): Fate | undefined {
    for (const row of rowsFor(block, words)) {
      const fate = row.read({
        command,
        shift: afterWords(command.text, negation, row.words.length),
        negated: negation > 0,
        device: this.#device,
        report: this.#report,
        open: this.#block.current,
        header: block === 'global' ? undefined : this.#block.header,
      });
      if (fate !== undefined) return fate;
    }
    return undefined;
  }

  /** A line that no table knows. */
  #unknown(command: Command, negation: number, words: readonly string[]): Fate {
    const { text } = command;
    const open = this.#block.current;
    if (this.#mark(this.#marks.command(text), command)) return 'other-dialect';
    if (open.kind === 'list') {
      if (this.#block.holds(command)) {
        this.#report.add('ios/unrecognized-line', command.span, { text, within: open.list.name });
        open.list.addLine({ kind: 'unrecognized', text, span: command.span });
        return 'diagnostic';
      }
      this.#opened(command, { fate: 'other-command', open: { kind: 'other' } });
      if (!leavesBlock(words)) this.#block.interrupt(open.list, command);
      return this.#leftOver(command, negation, words);
    }
    if (isEntryLine(text, undefined)) return this.#strayEntry(command);
    if (!this.#block.holds(command) && (open.kind !== 'interface' || leavesBlock(words))) {
      this.#opened(command, { fate: 'other-command', open: { kind: 'other' } });
    }
    return this.#leftOver(command, negation, words);
  }

  /** Not ours, unless it speaks of access lists in a way that no table knows. */
  #leftOver(command: Command, negation: number, words: readonly string[]): Fate {
    if (isExecCommand(words)) return 'prompt';
    if (negation > 0 || isFreeText(words) || isOtherList(words)) return 'other-command';
    const use = /(?:^|\s)(?:access-(?:list|group|class)|traffic-filter)(?=\s|$)/i.exec(
      command.text,
    );
    if (use === null)
      return this.#block.current.kind === 'other-list' ? 'other-list' : 'other-command';
    this.#report.add('ios/unplaced-list-use', command.span, { text: command.text });
    return 'diagnostic';
  }

  /** An entry where no list is open. */
  #strayEntry(command: Command): Fate {
    const { interrupted } = this.#block;
    if (interrupted !== undefined) {
      const { list } = interrupted;
      this.#report.add('ios/unrecognized-line', interrupted.command.span, {
        text: interrupted.command.text,
        within: list.name,
      });
      this.#settle(interrupted.command, 'diagnostic');
      list.addLine({
        kind: 'unrecognized',
        text: interrupted.command.text,
        span: interrupted.command.span,
      });
      this.#opened(interrupted.command, {
        fate: 'modelled',
        open: { kind: 'list', list, show: false },
      });
      return this.#entry(command, list, false);
    }
    if (this.#block.current.kind === 'other-list') return 'other-list';
    if (this.#block.holds(command)) return 'other-command';
    this.#report.add('ios/entry-outside-list', command.span, { text: command.text });
    this.#device.stray(command.text, command.span);
    return 'diagnostic';
  }

  /** @returns whether the text is another dialect for certain. */
  #mark(name: DialectName | undefined, command: Command): boolean {
    if (name === undefined) return false;
    this.#dialect = { name, span: command.span, line: command.firstLine + 1 };
    return true;
  }
}

function startsNumbered(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code === 97 || code === 65) && /^access-list\s/i.test(text);
}

/** Names of all service groups in the text, also of those that are defined after their use. */
function serviceGroups(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const definition = /^[ \t]*(?:object-group service|Service object group) (\S+)/gim;
  for (const match of text.matchAll(definition)) names.add(match[1] ?? '');
  return names;
}
