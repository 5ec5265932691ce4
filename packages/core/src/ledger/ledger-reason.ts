/**
 * Why an access-list line has its outcome: a closed union of reasons, each with the facts that its sentence needs and no
 * prose. The sentences are in ledger-words.ts, and docs/reference/ledger.md has a row for each reason.
 */
import type { Action, Condition, ReferenceUse, RemovalReason, SelectingUse } from '@aclift/ir';
import type { OutcomeName } from './outcome.ts';

/** A place in a list. `line` absent: the list as a whole. `list`, `file` absent: those of the line that is spoken of. */
export interface LedgerPlace {
  readonly file?: string;
  readonly list?: string;
  /** From 1. */
  readonly line?: number;
}

/** What lets an opening pass whose answers are spoken of: an entry, or the want of any filter. */
export type LedgerOpening =
  | { readonly kind: 'entry'; readonly place: LedgerPlace }
  | { readonly kind: 'unfiltered' };

/** What an entry of another line waits for, or could not be read for. `texts`: in the words of the line, at least one. */
export type LedgerDoubt =
  | { readonly kind: 'condition'; readonly texts: readonly string[] }
  | { readonly kind: 'object-group'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'portgroup' }
  | { readonly kind: 'unparsed' };

/** What a line that nobody can evaluate grants or denies all the same. */
export interface Grant {
  readonly action: Action;
  /** Whether some of what it matches is certain. */
  readonly certain: boolean;
}

/** Whose addresses are decided together: those of a workload, or also those of nodes, which go by an entity. */
export type Together = 'workload' | 'workload-or-nodes';

/** Lines above or below that decide what a line matches. `numbers` is empty where only `added` entries do. */
export interface DecidingLines {
  /** From 1. */
  readonly numbers: readonly number[];
  /** Whether the entries that end every IPv6 list by themselves are among them. */
  readonly added: boolean;
}

/** Placed here, each code of `Code` is a member of its own, so that a table over codes has to name every one. */
type Reason<
  Code extends string,
  Outcome extends OutcomeName,
  Facts extends object = object,
> = Code extends string ? { readonly reason: Code; readonly outcome: Outcome } & Facts : never;

/** By what the list of the line alone says. */
type ListReason =
  | Reason<Exclude<RemovalReason, 'no-list'>, 'shadowed', { readonly line: number }>
  | Reason<'no-list', 'unparsed'>
  /** `grant` absent: the list filters nothing, so nobody asks. */
  | Reason<'unparsed', 'unparsed', { readonly grant?: Grant }>
  | Reason<'no-segment', 'needs-decision', { readonly list: string }>
  /** `text`: the first command that uses the list. `more`: how many others do. */
  | Reason<ReferenceUse, 'not-a-filter', { readonly text: string; readonly more: number }>
  | Reason<'shutdown' | 'unused', 'unbound', { readonly interfaces: readonly string[] }>
  | Reason<
      'replaced',
      'unbound',
      {
        readonly interface: string;
        readonly direction: 'in' | 'out';
        readonly line: number;
        readonly byLine: number;
      }
    >
  | Reason<'unbound', 'unbound', { readonly list: string }>
  | Reason<'list-kind', 'unsupported'>
  | Reason<
      'matches-nothing',
      'shadowed',
      { readonly why: 'own-conditions' | 'address-translation' }
    >
  /** `lines` absent: too many to work out which. `opposite`: some of the lines do the opposite. */
  | Reason<
      'shadowed',
      'shadowed',
      { readonly lines?: DecidingLines; readonly one: boolean; readonly opposite: boolean }
    >
  | Reason<'redundant', 'redundant', { readonly lines?: DecidingLines; readonly one: boolean }>
  | Reason<'fragments' | 'undetermined-transport', 'unsupported'>
  | Reason<'too-tangled', 'needs-decision'>;

/** About answers. */
type AnswerReason =
  | Reason<'no-opening', 'return-traffic', { readonly action: Action }>
  | Reason<'openings-above', 'return-traffic'>
  | Reason<'link-local', 'same-segment'>
  /**
   * `opening` absent: a deny, which lets no answers back. `more`: how many other entries permit such openings. `translated`: only
   * where translation chooses the addresses that are answered; absent: without that.
   */
  | Reason<
      'answers-only',
      'return-traffic',
      { readonly opening?: LedgerOpening; readonly more: number; readonly translated?: true }
    >
  | Reason<
      'reply-without-opening',
      'needs-decision',
      { readonly seen: 'answers-only' | 'source-port' }
    >
  | Reason<'reply-ports', 'return-traffic', { readonly opening: LedgerOpening }>
  | Reason<'reply-ports', 'narrowed'>;

/** By something in the line, or in another one, that nobody can evaluate or that was decided. */
type ConditionReason =
  /** `conditions`: in the words of the line. */
  | Reason<
      `condition-${Condition['kind']}`,
      'unsupported',
      { readonly conditions: readonly string[]; readonly grant: Grant }
    >
  /** `holds`: the first permits that it holds back. `more`: how many others. */
  | Reason<
      `condition-${Condition['kind']}`,
      'needs-decision',
      {
        readonly conditions: readonly string[];
        readonly holds: readonly LedgerPlace[];
        readonly more: number;
      }
    >
  | Reason<'object-group', 'unsupported', { readonly name: string; readonly grant: Grant }>
  | Reason<'wildcard' | 'portgroup', 'unsupported', { readonly grant: Grant }>
  | Reason<
      'condition',
      'needs-decision' | 'narrowed',
      {
        /** Empty: nothing shows which. */
        readonly by: readonly {
          readonly place: LedgerPlace;
          readonly action: Action;
          readonly doubt: LedgerDoubt;
        }[];
        readonly more: number;
      }
    >
  | Reason<
      'assumed',
      'narrowed' | 'widened',
      {
        /** `decidedBy`: who and why; empty: nobody said. */
        readonly taken: readonly {
          readonly condition: string;
          readonly assume: 'matches' | 'never';
          readonly decidedBy: string;
        }[];
      }
    >
  | Reason<
      'assumed-elsewhere',
      'narrowed',
      {
        readonly by: readonly {
          readonly place: LedgerPlace;
          readonly action: Action;
          readonly conditions: readonly string[];
        }[];
        readonly more: number;
      }
    >
  | Reason<'assumed-elsewhere', 'widened'>;

/** By where the list stands and what the inventory has there. */
type PathReason =
  | Reason<'same-segment', 'same-segment', { readonly crossing: 'never' | 'to-the-router' }>
  | Reason<'no-path', 'shadowed', { readonly why: 'not-met' | 'not-translated' }>
  | Reason<'unmapped', 'needs-decision'>
  | Reason<'transit', 'unsupported'>
  | Reason<'protocol', 'unsupported', { readonly target: string }>
  | Reason<'vip', 'needs-decision', { readonly why: 'no-port' }>
  | Reason<
      'vip',
      'needs-decision',
      { readonly why: 'other-ways'; readonly pods: readonly string[] }
    >
  | Reason<'vip', 'translated', { readonly pods: readonly string[] }>;

/** By what the drafts do, as the proof found it. `decidedBy`: who decided and why, each once; empty: nobody said. */
type DraftReason =
  | Reason<'exact', 'translated', { readonly by: 'rules' | 'no-isolation' }>
  | Reason<'deny-rule', 'translated'>
  | Reason<'default-deny', 'translated', { readonly by: 'isolation' | 'no-port' }>
  | Reason<'default-deny', 'translated', { readonly by: 'pods'; readonly pods: readonly string[] }>
  | Reason<'device-traffic', 'translated'>
  | Reason<'unexplained', 'narrowed' | 'widened'>
  | Reason<
      'granted',
      'widened',
      {
        readonly action: Action;
        readonly together: Together;
        readonly decidedBy: readonly string[];
      }
    >
  /** `places`: where the filters stand. `port`: one is a switch port, and it is the hosts behind it that nobody knows. */
  | Reason<
      'way-unknown',
      'needs-decision',
      { readonly places: readonly string[]; readonly port: boolean }
    >
  | Reason<'filter-unknown', 'narrowed'>
  | Reason<'partial-coverage', 'needs-decision', { readonly together: Together }>
  | Reason<'other-family', 'needs-decision', { readonly other: 'IPv4' | 'IPv6' }>
  | Reason<'layer-7' | 'dns-names' | 'source-port' | 'unseen-traffic', 'narrowed'>
  | Reason<
      'split' | 'withheld',
      'narrowed',
      { readonly together: Together; readonly decidedBy: readonly string[] }
    >
  | Reason<'icmp-code', 'narrowed', { readonly target: string }>;

/** A reason that stands alone. */
export type PlainReason = ListReason | AnswerReason | ConditionReason | PathReason | DraftReason;

/** Every reason. A permit of everything that is translated says first that it is one. */
export type LedgerReason =
  | PlainReason
  | Reason<'permits-everything', 'translated', { readonly does: PlainReason }>;

/** The fixed words for causes, for programs: what `reason` of a ledger entry holds. */
export type LedgerCode = LedgerReason['reason'];

/** What is to be added to a reason. */
export type LedgerNote =
  /** The list is used for something besides, in which the line counts. At least one use. */
  | { readonly kind: 'selects'; readonly uses: readonly SelectingUse[] }
  /** A permit records flows of this name. `at`: where they are evaluated; empty: nowhere. */
  | { readonly kind: 'reflects'; readonly name: string; readonly at: readonly LedgerPlace[] }
  /** A permit whose answers another list drops today. */
  | { readonly kind: 'unanswered'; readonly list: string; readonly interface: string };

/** What became of an entry and why; the rest of its account is where it stands. */
export type LedgerVerdict = LedgerReason & {
  /** Draft rules that carry the line. Absent: none. */
  readonly rules?: readonly string[];
  /** In order. Absent: none. */
  readonly notes?: readonly LedgerNote[];
};
