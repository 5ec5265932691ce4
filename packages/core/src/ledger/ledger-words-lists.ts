/** The sentences of the ledger about lines that their list, or a doubt about them, decides; and the type of every sentence. */
import type { Condition, ReferenceUse, RemovalReason } from '@aclift/ir';
import { grantWords, linesWords, placeWords } from './ledger-parts.ts';
import type { LedgerCode, LedgerReason } from './ledger-reason.ts';

/** Members of the union with this code and outcome, however many variants they have. */
export type With<Code, Outcome> = LedgerReason extends infer One
  ? One extends { readonly reason: Code; readonly outcome: infer Own }
    ? Outcome extends Own
      ? One
      : never
    : never
  : never;

/** The sentences of one code: one for each outcome that it may come with. */
type Sentences<Code extends LedgerCode> = {
  readonly [Outcome in Extract<LedgerReason, { readonly reason: Code }>['outcome']]: (
    reason: With<Code, Outcome>,
  ) => string;
};

/** The sentences of codes, all of them. */
export type Table<Codes extends LedgerCode> = { readonly [Code in Codes]: Sentences<Code> };

type ConditionCode = `condition-${Condition['kind']}`;

const removed: Table<RemovalReason> = {
  'deleted-entry': { shadowed: ({ line }) => `line ${line} deletes it` },
  'deleted-list': { shadowed: ({ line }) => `line ${line} deletes the whole list` },
  'duplicate-sequence': {
    shadowed: ({ line }) =>
      `line ${line} already has this sequence number, so the device refuses the entry`,
  },
  'duplicate-entry': {
    shadowed: ({ line }) => `line ${line} is the same entry, so the device keeps only one`,
  },
  'refused-list': {
    shadowed: ({ line }) =>
      `line ${line} defines a list of this name of the other type, so the device refuses this one`,
  },
  'refused-by-device': {
    shadowed: ({ line }) =>
      `the device answered it with an error in line ${line}, so it is not in force`,
  },
  'no-list': {
    unparsed: () => 'it stands in no list: the header above it is missing or was not understood',
  },
};

const used: Sentences<ReferenceUse> = {
  'not-a-filter': ({ text, more }) =>
    `used by "${text}"${more > 0 ? ` and ${more} more` : ''}, which selects traffic and filters none`,
};

const uses: Table<ReferenceUse> = {
  'device-access': used,
  'control-plane': used,
  'class-map': used,
  nat: used,
  'route-map': used,
  routing: used,
  crypto: used,
  inspection: used,
  switching: used,
  multicast: used,
  'rate-limit': used,
  other: used,
};

const waits: Sentences<ConditionCode> = {
  unsupported: ({ conditions, grant }) =>
    `it depends on ${conditions.join(' and ')}, which no policy knows, ${grantWords(grant)}`,
  'needs-decision': ({ conditions, holds, more }) =>
    `it depends on ${conditions.join(' and ')}, which no policy knows, so it is taken to deny all it might; that holds back ${holds.map(placeWords).join(', ')}${more > 0 ? ` and ${more} more` : ''} until somebody decides what the condition is taken to do`,
};

const conditions: Table<ConditionCode> = {
  'condition-established': waits,
  'condition-tcp-flags': waits,
  'condition-fragments': waits,
  'condition-igmp': waits,
  'condition-dscp': waits,
  'condition-precedence': waits,
  'condition-tos': waits,
  'condition-ttl': waits,
  'condition-option': waits,
  'condition-time-range': waits,
  'condition-dynamic': waits,
  'condition-reflect': waits,
  'condition-extension-header': waits,
  'condition-flow-label': waits,
  'condition-undetermined-transport': waits,
};

const ofLists: Table<
  | 'unparsed'
  | 'no-segment'
  | 'shutdown'
  | 'unused'
  | 'replaced'
  | 'unbound'
  | 'list-kind'
  | 'matches-nothing'
  | 'shadowed'
  | 'redundant'
  | 'fragments'
  | 'undetermined-transport'
  | 'too-tangled'
  | 'object-group'
  | 'wildcard'
  | 'portgroup'
> = {
  unparsed: {
    unparsed: ({ grant }) =>
      grant === undefined
        ? 'the line was not understood; a permit grants nothing, a deny is taken to deny everything'
        : `it was not understood, ${grantWords(grant)}`,
  },
  'no-segment': {
    'needs-decision': ({ list }) =>
      `nothing says which flows meet the list where it is bound; choose it with --acl ${list}`,
  },
  shutdown: {
    unbound: ({ interfaces }) => `bound only to ${interfaces.join(', ')}, which is shut down`,
  },
  unused: {
    unbound: ({ interfaces }) =>
      `bound only to ${interfaces.join(', ')}, which ${interfaces.length === 1 ? 'carries' : 'carry'} nothing (--unused)`,
  },
  replaced: {
    unbound: ({ interface: name, direction, line, byLine }) =>
      `bound to ${name} ${direction} at line ${line}, and replaced there by the binding at line ${byLine}`,
  },
  unbound: {
    unbound: ({ list }) =>
      `no interface applies the list; choose it with --acl ${list} to migrate it anyway`,
  },
  'list-kind': {
    unsupported: () => 'the entries of this kind of list are no address filters',
  },
  'matches-nothing': {
    shadowed: ({ why }) =>
      `it matches no packet: ${
        {
          'own-conditions': 'its own conditions exclude each other',
          'address-translation': 'local addresses never pass the outside of an address translation',
        }[why]
      }`,
  },
  shadowed: {
    shadowed: ({ lines, one, opposite }) => {
      if (lines === undefined) {
        return 'lines above together take everything it matches, and some of them may do the opposite; which ones takes too long to work out';
      }
      const what = `${linesWords(lines)} ${one ? 'takes' : 'take'} everything it matches`;
      return opposite ? `${what}, and ${one ? 'does' : 'some of them do'} the opposite` : what;
    },
  },
  redundant: {
    redundant: ({ lines, one }) =>
      `${lines === undefined ? 'lines below together' : linesWords(lines)} ${one ? 'decides' : 'decide'} the same packets the same way`,
  },
  fragments: { unsupported: () => 'later fragments open nothing, and no policy knows them' },
  'undetermined-transport': {
    unsupported: () =>
      'packets in which no transport protocol can be found open nothing, and no policy knows them; it takes no packet whose protocol is known',
  },
  'too-tangled': {
    'needs-decision': () =>
      'the lists are too tangled to compute exactly; migrate fewer of them at a time',
  },
  'object-group': {
    unsupported: ({ name, grant }) =>
      `object-group ${name} is undefined or cannot be resolved, ${grantWords(grant)}`,
  },
  wildcard: {
    unsupported: ({ grant }) =>
      `its wildcard mask scatters into too many blocks (is it a netmask?), ${grantWords(grant)}`,
  },
  portgroup: {
    unsupported: ({ grant }) => `its port group is not in the file, ${grantWords(grant)}`,
  },
};

/** Every sentence that is not about drafts, answers or what others decided. */
export const LIST_WORDS: typeof removed & typeof uses & typeof conditions & typeof ofLists = {
  ...removed,
  ...uses,
  ...conditions,
  ...ofLists,
};
