/**
 * Reads a configuration or the output of `show`: keeps track of the block that each command stands in and hands it to
 * the grammar that reads it. One bad line costs one line.
 */
import type { SourceText } from '@aclift/diagnostics';
import { blockOpenedBy } from '../commands/block-commands.ts';
import type { Block, CommandRow, Fate, Open } from '../commands/command.ts';
import { rowsFor } from '../commands/command-table.ts';
import type { ListDraft } from '../device/list-draft.ts';
import { WholeText } from '../device/whole-text.ts';
import { ContentTally } from '../dialect/content.ts';
import {
  afterWords,
  type Command,
  DialectMarks,
  type DialectName,
  firstWords,
  Framer,
  hasReplies,
  isAscii,
  isBlank,
  isReply,
  promptLength,
  type Refusal,
  withoutComment,
} from '@aclift/dialect-kit';
import { SpecialLines } from '../framing/special-lines.ts';
import { lintDevice } from '../lint/lint-device.ts';
import { lintFqdn } from '../lint/lint-fqdn.ts';
import { answeredLine } from './answered-lines.ts';
import { damagedLine } from './damaged-lines.ts';
import { isMemberLine, readGroupLine } from './group-lines.ts';
import { readHeader } from './headers.ts';
import { readNumbered } from './list-headers.ts';
import { isCryptoMapUse, isProse, startsNumbered } from './line-kinds.ts';
import { applyEntryLine, isEntryLine } from './list-lines.ts';
import type { SavedBlock } from './open-block.ts';
import type { Opened } from './opened.ts';
import { ReaderState } from './reader-state.ts';
import { refusedText } from './refused-text.ts';
import { readShowHeader } from './show-headers.ts';
import { unknownLine } from './unknown-lines.ts';
import { unwrapped } from './unwrap.ts';
import type { ReadConfig } from './read-config.ts';

/** Reads one text. Never throws; cost is linear in its length. */
export function readConfig(source: SourceText): ReadConfig {
  return new ConfigReader(source).read();
}

class ConfigReader {
  readonly #state: ReaderState;
  readonly #framer: Framer;
  readonly #special: SpecialLines;
  readonly #marks = new DialectMarks();
  /** Most texts are ASCII: their lines need no look for characters that only seem to be. */
  readonly #isAscii: boolean;
  /** Most texts hold no answers of the device. */
  readonly #hasReplies: boolean;
  /** How the last line of a numbered list began. */
  #lastNumbered: Opened['numbered'];
  #refusal: Refusal | undefined;
  /** What was open when a session turned to showing something. */
  #interlude: SavedBlock | undefined;
  readonly #tally = new ContentTally();
  readonly #whole = new WholeText();

  constructor(source: SourceText) {
    const state = new ReaderState(source);
    this.#state = state;
    this.#isAscii = isAscii(source.text);
    this.#hasReplies = hasReplies(source.text);
    this.#framer = new Framer(source.text, state.ledger, (comment) => {
      this.#mark(this.#marks.comment(comment.text), comment);
      this.#whole.comment(comment.text);
    });
    this.#special = new SpecialLines(source.text, this.#framer, state.report);
  }

  read(): ReadConfig {
    const { device: draft, ledger, report, source } = this.#state;
    for (
      let command = this.#framer.next();
      command !== undefined && this.#refusal === undefined;
      command = this.#framer.next()
    ) {
      const fate = this.#command(command);
      this.#state.settle(command, fate);
      this.#tally.add(command, fate);
      this.#whole.add(command, fate);
    }
    if (this.#refusal !== undefined) return refusedText(source, this.#refusal);
    const device = draft.finish(source.name, report, this.#whole.isWhole);
    const content = this.#tally.verdict(device, source.text);
    if (content !== undefined) return refusedText(source, content);
    lintDevice(device, report);
    lintFqdn(device, (acl) => draft.isFqdn(acl), report);
    return { device, diagnostics: report.sorted(), lines: ledger.close() };
  }

  #command(command: Command): Fate {
    if (this.#special.isCertificate(command)) return 'certificate';
    if (this.#hasReplies) {
      const answered = this.#answered(command);
      if (answered !== undefined) return answered;
    }
    if (!this.#isAscii) {
      const damaged = damagedLine(this.#state, command);
      if (damaged !== undefined) return damaged;
    }
    // The hot path: an entry of the open list, or a line of a numbered one.
    const open = this.#state.block.current;
    if (open.kind === 'list' && isEntryLine(command.text, open.list)) {
      return this.#entry(command, open.list, open.show);
    }
    if (startsNumbered(command.text)) {
      const numbered = this.#numberedAgain(command) ?? this.#numbered(command, false);
      if (numbered !== undefined) return numbered;
    }
    return this.#otherCommand(command);
  }

  /** A command with the device's answer below it. */
  #answered(command: Command): Fate | undefined {
    const prompt = promptLength(command.text) ?? 0;
    const isTyped = prompt === 0 || command.text.slice(0, prompt).includes('(config');
    if (!isTyped || prompt === command.text.length || isReply(command.text)) return undefined;
    const typed = prompt === 0 ? command : command.from(prompt);
    const reply = this.#special.opensBlock(typed) ? undefined : this.#framer.reply();
    return reply === undefined ? undefined : answeredLine(this.#state, typed, reply);
  }

  #entry(command: Command, list: ListDraft, show: boolean): Fate {
    const context = show ? { ...this.#state.context, show } : this.#state.context;
    const whole = this.#framer.mayWrap
      ? unwrapped(command, 0, list, this.#framer, context)
      : undefined;
    const fate = applyEntryLine(whole ?? command, 0, list, context);
    if (whole !== undefined) this.#state.settle(whole, fate);
    const isForeign = fate === 'diagnostic' && this.#mark(this.#marks.entry(command.text), command);
    return isForeign ? 'other-dialect' : fate;
  }

  #numbered(command: Command, negated: boolean): Fate | undefined {
    const { context, device } = this.#state;
    const opened = readNumbered(command, negated, device, context, this.#framer);
    if (opened === undefined) return undefined;
    this.#lastNumbered = opened.numbered;
    return this.#state.opened(command, opened);
  }

  /** One more line of the same numbered list: its head has been read. */
  #numberedAgain(command: Command): Fate | undefined {
    const last = this.#lastNumbered;
    const { text } = command;
    if (last === undefined || this.#framer.mayWrap || !text.startsWith(last.prefix))
      return undefined;
    if (isBlank(text.charCodeAt(last.prefix.length))) return undefined;
    this.#state.block.leave();
    return applyEntryLine(command, last.prefix.length, last.list, this.#state.context);
  }

  #otherCommand(command: Command): Fate {
    if (this.#mark(this.#marks.command(command.text), command)) return 'other-dialect';
    const special = this.#special.read(command);
    if (special?.kind === 'done') return special.fate;
    if (special?.kind === 'typed') return this.#typed(special.command);
    if (special?.kind === 'prompt') {
      this.#state.block.leave();
      this.#interlude = undefined;
      return 'prompt';
    }
    const { text } = command;
    const negation = /^(?:no|default)\s+/i.exec(text)?.[0].length ?? 0;
    const words = firstWords(text, negation, 6).map((word) => word.toLowerCase());
    // It may remove the list.
    if (negation > 0) this.#lastNumbered = undefined;
    const bare = isProse(words) ? command : withoutComment(command);
    if (bare === command) return this.#dispatch(command, negation, words);
    return this.#dispatch(
      bare,
      negation,
      firstWords(bare.text, negation, 6).map((word) => word.toLowerCase()),
    );
  }

  /** A command behind a configuration prompt. After the output of `do show …` it goes on where the session was. */
  #typed(command: Command): Fate {
    const { block } = this.#state;
    if (/^do\s/i.test(command.text)) {
      this.#interlude ??= block.save();
      return 'prompt';
    }
    if (this.#interlude !== undefined) block.restore(this.#interlude);
    this.#interlude = undefined;
    return this.#command(command);
  }

  #dispatch(command: Command, negation: number, words: readonly string[]): Fate {
    const [first = ''] = words;
    const { block, device, report } = this.#state;
    if (negation === 0 && words.length === 1 && /^(?:exit|end|\^z)$/.test(first)) {
      if (first === 'exit' && device.leaveInner(block.current.kind)) return 'noise';
      if (first !== 'exit' || !block.holds(command) || block.current.kind === 'list') block.leave();
      return 'noise';
    }
    const open = block.current;
    if (open.kind === 'group' && (block.holds(command) || isMemberLine(words, open.group.type))) {
      if (open.refused !== true) return readGroupLine(command, negation, words, open.group, report);
      const { name, type } = open.group;
      report.add('ios/group-redefined', command.span, { group: name, type });
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
    const { block, device, report } = this.#state;
    const negated = negation > 0;
    const shown = negated ? undefined : readShowHeader(command, device, report);
    if (shown !== undefined) return this.#state.opened(command, shown);
    const header = readHeader({ command, shift: negation, negated, device, report }, words);
    if (header !== undefined) return this.#state.opened(command, header);
    const numbered = this.#numbered(command, negated);
    if (numbered !== undefined) return numbered;
    const fate = this.#tableCommand(command, negation, words, 'global');
    const kind = negated || isCryptoMapUse(words) ? undefined : blockOpenedBy(words);
    if (kind !== undefined) {
      this.#state.opened(command, { fate: 'other-command', open: { kind } });
    } else if (fate !== undefined && !block.holds(command)) {
      block.leave();
    }
    return fate ?? (kind === undefined ? undefined : 'other-command');
  }

  #tableCommand(
    command: Command,
    negation: number,
    words: readonly string[],
    block: Block,
  ): Fate | undefined {
    for (const row of rowsFor(block, words)) {
      const fate = this.#row(row, command, negation, block);
      if (fate !== undefined) return fate;
    }
    return undefined;
  }

  /** What one row makes of the command; below `interface range` it counts for each, and is reported once. */
  #row(row: CommandRow, command: Command, negation: number, block: Block): Fate | undefined {
    const { device, report } = this.#state;
    const { current, header } = this.#state.block;
    const read = (open: Open): Fate | undefined =>
      row.read({
        command,
        shift: afterWords(command.text, negation, row.words.length),
        negated: negation > 0,
        device,
        report,
        open,
        header: block === 'global' ? undefined : header,
      });
    const fate = read(current);
    if (current.kind === 'interface' && fate !== undefined && block === 'interface') {
      for (const one of current.more ?? []) {
        const said = report.count;
        const referred = device.references.length;
        read({ kind: 'interface', interface: one });
        report.rewind(said);
        device.references.length = referred;
      }
    }
    return fate;
  }

  #unknown(command: Command, negation: number, words: readonly string[]): Fate {
    return unknownLine(this.#state, command, negation, words, (entry) => {
      const { current } = this.#state.block;
      if (current.kind !== 'list') throw new Error('no list is open for an entry');
      return this.#entry(entry, current.list, current.show);
    });
  }

  /** @returns whether the text is another dialect for certain. */
  #mark(name: DialectName | undefined, command: Command): boolean {
    if (name === undefined) return false;
    this.#refusal = { kind: 'other', name, span: command.span, line: command.firstLine + 1 };
    return true;
  }
}
