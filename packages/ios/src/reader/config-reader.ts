/**
 * Reads a running configuration: frames its lines, keeps track of the block they stand in, and hands each to the
 * grammar that reads it. One bad line costs one line.
 */
import type { SourceText } from '@aclift/diagnostics';
import type { Device, Family } from '@aclift/ir';
import { BLOCK_OPENERS } from './commands/block-commands.ts';
import type { Block, CommandContext, Fate } from './commands/command.ts';
import { isWord, rowsFor } from './commands/command-table.ts';
import { leavesBlock } from './commands/known-commands.ts';
import { DeviceDraft } from './device/device-draft.ts';
import type { GroupDraft } from './device/group-draft.ts';
import type { InterfaceDraft } from './device/interface-draft.ts';
import type { ListDraft } from './device/list-draft.ts';
import type { TimeRangeDraft } from './device/time-range-draft.ts';
import type { IosDiagnostic } from './diagnostics.ts';
import { Command } from './framing/command.ts';
import { noiseOf, promptLength } from './framing/noise.ts';
import { countLines, PhysicalLines } from './framing/physical-lines.ts';
import { isCertificateLine, opensCertificate, SkippedBlocks } from './framing/skipped-blocks.ts';
import { type LineAccount, LineLedger } from './line-account.ts';
import { applyEntryLine, type EntryContext, isEntryLine } from './list-lines.ts';
import { readListHeader, readNumbered } from './list-headers.ts';
import { readNetworkMember, readServiceMember } from './lowering/member.ts';
import type { Reading } from './lowering/reading.ts';
import { Report } from './report.ts';

export interface ReadConfig {
  readonly device: Device;
  readonly diagnostics: readonly IosDiagnostic[];
  readonly lines: LineAccount;
}

export function readConfig(source: SourceText): ReadConfig {
  const reader = new ConfigReader(source);
  return reader.read();
}

class ConfigReader {
  readonly #source: SourceText;
  readonly #lines: PhysicalLines;
  readonly #blocks: SkippedBlocks;
  readonly #report: Report;
  readonly #ledger: LineLedger;
  readonly #device = new DeviceDraft();
  #block: Block = 'global';
  #list: ListDraft | undefined;
  #group: GroupDraft | undefined;
  #interface: InterfaceDraft | undefined;
  #timeRange: TimeRangeDraft | undefined;
  #vlan: number | undefined;
  /** The list that an unknown line interrupted: an entry that follows still belongs to it. */
  #interrupted: { list: ListDraft; command: Command } | undefined;
  #inCertificate = false;
  #serviceGroups: Set<string> | undefined;

  constructor(source: SourceText) {
    this.#source = source;
    this.#lines = new PhysicalLines(source.text);
    this.#blocks = new SkippedBlocks(source.text);
    this.#report = new Report(source.name);
    this.#ledger = new LineLedger(countLines(source.text));
  }

  read(): ReadConfig {
    while (this.#lines.next()) this.#physicalLine();
    return {
      device: this.#device.finish(this.#source.name),
      diagnostics: this.#report.sorted(),
      lines: this.#ledger.close(),
    };
  }

  #physicalLine(): void {
    const { text, index } = this.#lines;
    let { start, end } = this.#lines;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
    const begin = start;
    while (start < end && isBlank(text.charCodeAt(start))) start += 1;
    if (start === end) {
      this.#ledger.notOurs(index, 'blank');
      return;
    }
    if (text.charCodeAt(start) === EXCLAMATION) {
      this.#ledger.notOurs(index, 'comment');
      return;
    }
    const command = new Command(text.slice(start, end), start, start - begin, index);
    this.#settle(command, this.#command(command));
  }

  #settle({ line }: Command, fate: Fate): void {
    if (fate === 'modelled') this.#ledger.modelled(line);
    else if (fate === 'diagnostic') this.#ledger.diagnostic(line);
    else this.#ledger.notOurs(line, fate);
  }

  #command(command: Command): Fate {
    if (this.#inCertificate) {
      if (/^quit$/i.test(command.text)) {
        this.#inCertificate = false;
        return 'certificate';
      }
      if (isCertificateLine(command.text)) return 'certificate';
      this.#inCertificate = false;
    }
    // The hot path: an entry of the open list, or a line of a numbered one.
    if (this.#list !== undefined && isEntryLine(command.text, this.#list.family)) {
      return applyEntryLine(command, 0, this.#list, this.#entryContext());
    }
    if (startsNumbered(command.text)) {
      const fate = this.#numbered(command, false);
      if (fate !== undefined) return fate;
    }
    return this.#otherCommand(command);
  }

  #otherCommand(command: Command): Fate {
    const prompt = promptLength(command.text);
    if (prompt !== undefined) return this.#atPrompt(command, prompt);
    const noise = noiseOf(command.text);
    if (noise !== undefined) return noise;
    const skipped = this.#blocks.opening(command.text, command.start);
    if (skipped !== undefined) return this.#skip(command, skipped);
    if (opensCertificate(command.text)) {
      this.#inCertificate = true;
      return 'certificate';
    }
    const negation = /^(?:no|default)\s+/i.exec(command.text)?.[0].length ?? 0;
    const words = command.text.slice(negation, negation + 200).split(/[ \t]+/, 6);
    const lower = words.map((word) => word.toLowerCase());
    return this.#dispatch(command, negation, lower);
  }

  #dispatch(command: Command, negation: number, words: readonly string[]): Fate {
    const [first = ''] = words;
    if (negation === 0 && (first === 'exit' || first === 'end')) {
      this.#leave();
      return 'noise';
    }
    const member = this.#memberLine(command, negation, words);
    if (member !== undefined) return member;
    const known = this.#knownCommand(command, negation, words);
    if (known !== undefined) return known;
    return this.#unknown(command, negation, words);
  }

  /** Everything that opens a block or is in the command table. */
  #knownCommand(command: Command, negation: number, words: readonly string[]): Fate | undefined {
    // Commands of the open block come first: `name` under a VLAN, `match` under a route map.
    const inside = this.#tableCommand(command, negation, words, this.#block);
    if (inside !== undefined) return inside;
    if (command.indent > 0 && this.#block === 'other') return undefined;
    const header = this.#header(command, negation, words);
    if (header !== undefined) return header;
    const global = this.#tableCommand(command, negation, words, 'global');
    if (global === undefined && !this.#opensBlock(negation, words)) return undefined;
    const opened = this.#openBlock(negation, words);
    if (global !== undefined && !opened && command.indent === 0) this.#leave();
    return global ?? 'other-command';
  }

  #tableCommand(
    command: Command,
    negation: number,
    words: readonly string[],
    block: Block,
  ): Fate | undefined {
    for (const row of rowsFor(block, words)) {
      const shift = afterWords(command.text, negation, row.words.length);
      const fate = row.read(this.#context(command, shift, negation > 0));
      if (fate !== undefined) return fate;
    }
    return undefined;
  }

  #context(command: Command, shift: number, negated: boolean): CommandContext {
    return {
      command,
      shift,
      negated,
      device: this.#device,
      report: this.#report,
      interface: this.#interface,
      timeRange: this.#timeRange,
      vlan: this.#vlan,
      block: this.#block,
    };
  }

  // interface …   ip access-list …   ipv6 access-list …   object-group …   time-range …   vlan …
  #header(command: Command, negation: number, words: readonly string[]): Fate | undefined {
    const [first = '', second = ''] = words;
    const negated = negation > 0;
    if (isWord(first, 'interface')) {
      return this.#interfaceHeader(command, afterWords(command.text, negation, 1), negated);
    }
    if ((first === 'ip' || first === 'ipv6') && isWord(second, 'access-list')) {
      return this.#listHeader(command, negation, first === 'ip' ? 'ipv4' : 'ipv6');
    }
    if (isWord(first, 'access-list')) return this.#numbered(command, negated);
    if (isWord(first, 'object-group')) return this.#groupHeader(command, negation, words);
    if (first === 'time-range' && second !== '') {
      this.#leave();
      if (negated) return 'modelled';
      const [, name = ''] = command.text.split(/\s+/);
      this.#block = 'time-range';
      this.#timeRange = this.#device.timeRange(name, command.span);
      return 'modelled';
    }
    if (first === 'vlan' && /^\d+$/.test(second)) {
      this.#leave();
      this.#block = 'vlan';
      this.#vlan = Number(second);
      return 'modelled';
    }
    if (isOtherList(words)) {
      this.#leave();
      this.#block = 'other-list';
      return 'other-list';
    }
    return undefined;
  }

  #interfaceHeader(command: Command, shift: number, negated: boolean): Fate {
    const { text } = command;
    this.#leave();
    const [first = '', second = ''] = text.slice(shift).split(/\s+/);
    // interface GigabitEthernet 0/1: typed text may part the name
    const name = /^\d/.test(second) && !/\d/.test(first) ? first + second : first;
    if (name === '') {
      this.#report.add('ios/incomplete-line', command.after, { expected: 'name' });
      return 'diagnostic';
    }
    if (negated) {
      this.#device.removeInterface(name);
      return 'modelled';
    }
    this.#block = 'interface';
    this.#interface = this.#device.interface(name, command.span);
    return 'modelled';
  }

  #listHeader(command: Command, negation: number, family: Family): Fate {
    this.#leave();
    const shift = afterWords(command.text, negation, 2);
    const opened = readListHeader(command, shift, negation > 0, family, this.#device, this.#report);
    if (opened.list !== undefined) this.#list = opened.list;
    if (opened.block !== undefined) this.#block = opened.block;
    return opened.fate;
  }

  #numbered(command: Command, negated: boolean): Fate | undefined {
    const opened = readNumbered(command, negated, this.#device, this.#entryContext());
    if (opened === undefined) return undefined;
    this.#leave();
    if (opened.list !== undefined) this.#list = opened.list;
    return opened.fate;
  }

  // object-group network NAME   object-group v6-service NAME   object-group ip address NAME
  #groupHeader(command: Command, negation: number, words: readonly string[]): Fate {
    this.#leave();
    const [, type = '', third = ''] = words;
    const isTwoWords = type === 'ip' && (third === 'address' || third === 'port');
    const count = isTwoWords ? 3 : 2;
    const shift = afterWords(command.text, negation, count);
    const [name = ''] = command.text.slice(shift).split(/\s+/);
    if (name === '') {
      this.#report.add('ios/incomplete-line', command.after, { expected: 'name' });
      return 'diagnostic';
    }
    if (negation > 0) {
      this.#device.removeGroup(name);
      return 'modelled';
    }
    const full = isTwoWords ? `ip ${third}` : groupType(type);
    const group = this.#device.group(name, full, command.span);
    if (group === undefined) {
      this.#report.add('ios/group-redefined', command.span, { group: name, type: full });
      this.#block = 'other-list';
      return 'diagnostic';
    }
    this.#group = group;
    return 'modelled';
  }

  /** A line of the open object-group. */
  #memberLine(command: Command, negation: number, words: readonly string[]): Fate | undefined {
    const group = this.#group;
    if (group === undefined) return undefined;
    const [first = ''] = words;
    if (command.indent === 0 && !isMemberLine(words, group.type)) return undefined;
    if (isWord(first, 'description')) {
      group.description = command.text.slice(afterWords(command.text, negation, 1));
      return 'modelled';
    }
    const family = group.type.startsWith('v6') ? 'ipv6' : 'ipv4';
    const reading = this.#reading(command, negation, family);
    switch (group.type) {
      case 'network':
      case 'v6-network': {
        const member = readNetworkMember(reading);
        if (negation > 0) return group.removeNetwork(member) ? 'modelled' : 'diagnostic';
        group.network.push(member);
        return member.kind === 'unrecognized' ? 'diagnostic' : 'modelled';
      }
      case 'service':
      case 'v6-service': {
        const member = readServiceMember(reading);
        if (negation > 0) return group.removeService(member) ? 'modelled' : 'diagnostic';
        group.service.push(member);
        return member.kind === 'unrecognized' ? 'diagnostic' : 'modelled';
      }
      default:
        return 'other-list';
    }
  }

  #reading(command: Command, shift: number, family: Family): Reading {
    return { command, shift, family, ...this.#entryContext(), standard: false };
  }

  #entryContext(): EntryContext {
    return {
      report: this.#report,
      show: false,
      isServiceGroup: (name) =>
        (this.#serviceGroups ??= serviceGroupsOf(this.#source.text)).has(name),
    };
  }

  #opensBlock(negation: number, words: readonly string[]): boolean {
    return negation === 0 && blockOf(words) !== undefined;
  }

  #openBlock(negation: number, words: readonly string[]): boolean {
    const block = negation === 0 ? blockOf(words) : undefined;
    if (block === undefined) return false;
    this.#leave();
    this.#block = block;
    return true;
  }

  /** A line that no table knows. */
  #unknown(command: Command, negation: number, words: readonly string[]): Fate {
    const { text, indent } = command;
    if (this.#list !== undefined) {
      if (indent > 0) {
        this.#report.add('ios/unrecognized-line', command.span, { text, within: this.#list.name });
        return 'diagnostic';
      }
      const list = this.#list;
      this.#leave();
      this.#block = 'other';
      if (!leavesBlock(words)) this.#interrupted = { list, command };
      return this.#leftOver(command, negation, words);
    }
    if (this.#block === 'other-list' && (indent > 0 || isEntryLine(text, 'ipv4')))
      return 'other-list';
    if (isEntryLine(text, 'ipv4')) return this.#strayEntry(command);
    if (indent === 0 && (this.#block !== 'interface' || leavesBlock(words))) {
      this.#leave();
      this.#block = 'other';
    }
    return this.#leftOver(command, negation, words);
  }

  /** Not ours, unless it speaks of access lists in a way that no table knows. */
  #leftOver(command: Command, negation: number, words: readonly string[]): Fate {
    const use = /(?:^|\s)(?:access-(?:list|group|class)|traffic-filter)(?=\s|$)/i.exec(
      command.text,
    );
    if (use === null || negation > 0 || isOtherList(words)) return 'other-command';
    this.#report.add('ios/unplaced-list-use', command.span, { text: command.text });
    return 'diagnostic';
  }

  /** An entry where no list is open. */
  #strayEntry(command: Command): Fate {
    const interrupted = this.#interrupted;
    if (interrupted !== undefined && command.indent >= 0) {
      this.#leave();
      this.#list = interrupted.list;
      this.#report.add('ios/unrecognized-line', interrupted.command.span, {
        text: interrupted.command.text,
        within: interrupted.list.name,
      });
      this.#ledger.diagnostic(interrupted.command.line);
      return applyEntryLine(command, 0, interrupted.list, this.#entryContext());
    }
    if (this.#block !== 'global' && command.indent > 0) return 'other-command';
    this.#report.add('ios/entry-outside-list', command.span, { text: command.text });
    return 'diagnostic';
  }

  #atPrompt(command: Command, length: number): Fate {
    const rest = command.between(length, command.text.length);
    const text = command.text.slice(length);
    if (!command.text.slice(0, length).includes('(config') || text === '') {
      this.#leave();
      return 'prompt';
    }
    return this.#command(new Command(text, rest.start, 0, command.line));
  }

  #skip(command: Command, skipped: NonNullable<ReturnType<SkippedBlocks['opening']>>): Fate {
    if ('what' in skipped) {
      this.#report.add('ios/unterminated-block', command.span, skipped);
      return 'diagnostic';
    }
    while (this.#lines.following <= skipped.until && this.#lines.next()) {
      this.#ledger.notOurs(this.#lines.index, skipped.why);
    }
    return skipped.why;
  }

  #leave(): void {
    this.#block = 'global';
    this.#list = undefined;
    this.#group = undefined;
    this.#interface = undefined;
    this.#timeRange = undefined;
    this.#vlan = undefined;
    this.#interrupted = undefined;
  }
}

const EXCLAMATION = 33;

/** Blanks, tabs and what terminals leave behind: NUL, BEL, BS, a byte order mark. */
function isBlank(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === 0 ||
    code === 7 ||
    code === 8 ||
    code === 0xa0 ||
    code === 0xfeff
  );
}

function startsNumbered(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code === 97 || code === 65) && /^access-list\s/i.test(text);
}

/** Offset just after `count` words and the blanks that follow, from `from` on. */
export function afterWords(text: string, from: number, count: number): number {
  let at = from;
  for (let word = 0; word < count; word += 1) {
    while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1;
    while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  }
  return at;
}

function blockOf(words: readonly string[]): Block | undefined {
  for (const { words: opener, block } of BLOCK_OPENERS) {
    if (opener.split(' ').every((word, at) => words[at] === word)) return block;
  }
  return undefined;
}

/** Lists that filter no IP packets by address. */
function isOtherList(words: readonly string[]): boolean {
  const line = words.slice(0, 3).join(' ');
  return /^(?:mac access-list|arp access-list|ip as-path access-list|ipx access-list|cgmp|rmon)/.test(
    line,
  );
}

function groupType(typed: string): string {
  if (isWord(typed, 'network')) return 'network';
  if (isWord(typed, 'service')) return 'service';
  return typed;
}

/** Whether a line without indentation is a member: `ip` alone is one, `ip access-list …` is not. */
function isMemberLine(words: readonly string[], type: string): boolean {
  const [word = ''] = words;
  if (/^(?:description|group-object|host|range|any|network-object)$/.test(word)) return true;
  if (type === 'network') return /^\d+\.\d+\.\d+\.\d+/.test(word);
  if (type === 'v6-network') return word.includes(':');
  if (/^(?:tcp|udp|tcp-udp|icmp)$/.test(word)) return true;
  return (
    words.length === 1 &&
    /^(?:\d{1,3}|ip|ahp|eigrp|esp|gre|igmp|ipinip|nos|ospf|pcp|pim)$/.test(word)
  );
}

/** Names of all service groups in the text, also of those that are defined after their use. */
function serviceGroupsOf(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(
    /^[ \t]*(?:object-group service|Service object group) (\S+)/gim,
  )) {
    names.add(match[1] ?? '');
  }
  return names;
}
